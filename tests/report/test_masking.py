"""Masked names and numbers of the published list."""

from __future__ import annotations

import pytest

from optimizer.report.masking import mask_id, mask_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [("", ""), ("张", "张*"), ("张三", "张*"), ("张小三", "张*三"), ("欧阳小三", "欧**三")],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("140302199901011234", "**************1234"),
        ("20240571", "****0571"),
        ("g1", "*1"),
        ("7", "*"),
        ("", ""),
    ],
)
def test_numbers_show_their_last_digits_only(number: str, masked: str) -> None:
    assert mask_id(number) == masked
