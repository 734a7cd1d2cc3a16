"""The filter as the kernel would read it, for both kinds of processor, by an interpreter of our own."""

import struct

import pytest

from recordings import seccomp

ALLOW, REFUSE = "allow", "refuse"
OTHER = {"x86_64": "aarch64", "aarch64": "x86_64"}
MACHINES = pytest.mark.parametrize("machine", list(seccomp.MACHINES))


def judge(machine: str, number: int, *, third: int = 0, arch: int | None = None) -> str:
    """What the filter for a machine says to a call."""
    program = seccomp.the_list(machine)
    steps = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    arch = seccomp.MACHINES[machine][1] if arch is None else arch
    call = struct.pack("=iIQ6Q", number if number < 2**31 else number - 2**32, arch, 0, 0, 0, third, 0, 0, 0)
    at, held = 0, 0
    while True:
        code, if_true, if_false, value = steps[at]
        at += 1
        if code == 0x06:
            return {0x7FFF0000: ALLOW, 0x00050001: REFUSE}[value]
        if code == 0x20:
            (held,) = struct.unpack_from("=I", call, value)
            continue
        is_so = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
        at += if_true if is_so else if_false


@MACHINES
def test_exactly_the_list_is_allowed(machine: str):
    column = seccomp.MACHINES[machine][0]
    wanted = {numbers[column] for numbers in [*seccomp.ALLOWED.values(), *seccomp.MEMORY.values()]}
    assert {number for number in range(1024) if judge(machine, number) == ALLOW} == wanted


@MACHINES
def test_memory_that_can_be_executed_is_refused(machine: str):
    for numbers in seccomp.MEMORY.values():
        number = numbers[seccomp.MACHINES[machine][0]]
        assert judge(machine, number, third=0b011) == ALLOW  # read and write
        assert judge(machine, number, third=0b101) == REFUSE  # read and execute
        assert judge(machine, number, third=0b100) == REFUSE


@MACHINES
def test_the_numbers_of_another_machine_are_refused(machine: str):
    other = seccomp.MACHINES[OTHER[machine]][1]
    assert {judge(machine, number, arch=other) for number in range(512)} == {REFUSE}


def test_the_second_set_of_numbers_of_x86_is_refused():
    assert {judge("x86_64", 0x40000000 + number) for number in range(600)} == {REFUSE}


@MACHINES
def test_no_two_names_share_a_number(machine: str):
    column = seccomp.MACHINES[machine][0]
    numbers = [pair[column] for pair in [*seccomp.ALLOWED.values(), *seccomp.MEMORY.values()]]
    assert len(numbers) == len(set(numbers))
