r"""Characters that a vocabulary does not know, spelled as the bytes of UTF-8.

The 256 byte pieces are written `<0x00>` to `<0xFF>`, as SentencePiece writes them.
With them every text has an encoding, and no text needs `<unk>`.
"""

BYTE_PIECES = tuple(f"<0x{byte:02X}>" for byte in range(256))
_BYTE_OF = {piece: byte for byte, piece in enumerate(BYTE_PIECES)}


def spell_bytes(text):
    """The byte pieces of a text.

    Example:

        >>> spell_bytes("é")
        ('<0xC3>', '<0xA9>')
    """
    return tuple(BYTE_PIECES[byte] for byte in text.encode("utf-8"))


def join_bytes(pieces):
    """The text of pieces, some of which may be byte pieces.

    Bytes that do not form a character, as a model may well produce, become the
    replacement character U+FFFD.

    Example:

        >>> join_bytes(["caf", "<0xC3>", "<0xA9>", "!", "<0xFF>"])
        'café!\ufffd'
    """
    spelled = (
        bytes((_BYTE_OF[piece],)) if piece in _BYTE_OF else piece.encode("utf-8")
        for piece in pieces
    )
    return b"".join(spelled).decode("utf-8", errors="replace")
