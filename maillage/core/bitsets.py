"""Bitsets: many small numbers kept as one whole number, written in as few bytes as they need."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from struct import pack as written
from struct import unpack as read

BLOCK = 1 << 14
# Up to so many numbers are written one by one, two bytes each; more of them as one bit each.
FEW = 64
# Below this, going from number to number is quicker than going through all bytes.
VERY_FEW = 12
ONE_BY_ONE, AS_BITS = b"\x00", b"\x01"


def bits_of(numbers: Collection[int]) -> int:
    """Return the bitset that holds the numbers, which are all smaller than BLOCK."""
    if len(numbers) <= VERY_FEW:
        return reduce(or_, (1 << number for number in numbers), 0)
    body = bytearray(BLOCK >> 3)
    for number in numbers:
        body[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(body, "little")


def numbers_of(bits: int) -> list[int]:
    """Return the numbers that a bitset holds, in order."""
    if bits.bit_count() > VERY_FEW:
        body = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
        return [(place << 3) + bit for place, byte in enumerate(body) if byte for bit in BITS_OF_BYTE[byte]]
    numbers = []
    while bits:
        number = bits.bit_length() - 1
        numbers.append(number)
        bits ^= 1 << number
    return numbers[::-1]


BITS_OF_BYTE = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def pack(bits: int) -> bytes:
    """Write a bitset: a mark of the form, then its numbers or its bits."""
    if bits.bit_count() > FEW:
        return AS_BITS + bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    numbers = numbers_of(bits)
    return ONE_BY_ONE + written(f"<{len(numbers)}H", *numbers)


def unpack(body: bytes) -> int:
    """Read what `pack` wrote."""
    if body[:1] == AS_BITS:
        return int.from_bytes(body[1:], "little")
    if len(body) == 3:  # One number, as for most words.
        return 1 << int.from_bytes(body[1:], "little")
    return bits_of(read(f"<{len(body) >> 1}H", body[1:]))


def pack_numbers(numbers: Collection[int]) -> bytes:
    """Write whole numbers, four bytes each."""
    return written(f"<{len(numbers)}I", *numbers)


def unpack_numbers(body: bytes) -> tuple[int, ...]:
    """Read what `pack_numbers` wrote."""
    return read(f"<{len(body) >> 2}I", body)
