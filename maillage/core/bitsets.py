"""Bitsets: many small numbers kept as one whole number, written in as few bytes as they need."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from sys import byteorder

BLOCK = 1 << 14
# Up to so many numbers are written one by one, two bytes each; more of them as one bit each.
FEW = 64
ONE_BY_ONE, AS_BITS = b"\x00", b"\x01"


def bits_of(numbers: Iterable[int]) -> int:
    """Return the bitset that holds the numbers, which are all smaller than BLOCK."""
    body = bytearray(BLOCK >> 3)
    for number in numbers:
        body[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(body, "little")


def numbers_of(bits: int) -> list[int]:
    """Return the numbers that a bitset holds, in order."""
    body = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    return [(place << 3) + bit for place, byte in enumerate(body) if byte for bit in BITS_OF_BYTE[byte]]


BITS_OF_BYTE = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def pack(bits: int) -> bytes:
    """Write a bitset: a mark of the form, then its numbers or its bits."""
    if bits.bit_count() > FEW:
        return AS_BITS + bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    numbers = array("H", numbers_of(bits))
    if byteorder == "big":
        numbers.byteswap()
    return ONE_BY_ONE + numbers.tobytes()


def unpack(body: bytes) -> int:
    """Read what `pack` wrote."""
    if body[:1] == AS_BITS:
        return int.from_bytes(body[1:], "little")
    if len(body) == 3:  # One number, as for most words.
        return 1 << int.from_bytes(body[1:], "little")
    numbers = array("H", body[1:])
    if byteorder == "big":
        numbers.byteswap()
    return bits_of(numbers)
