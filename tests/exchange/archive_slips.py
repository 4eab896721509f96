"""What happens to a file outside of Excel, each with a number: archives, parts and bytes broken, hostile or large."""

from __future__ import annotations

import random
import re

from good_book import Good

BOMB = 700 * 2**20


def sheet_part(parts: dict[str, bytes], dice: random.Random) -> str:
    return dice.choice(sorted(name for name in parts if name.startswith("xl/worksheets/sheet")))


def zip_bombs(good: Good, dice: random.Random) -> bytes:
    """A sheet of 700 MB of blanks, or of one row again and again, in a few hundred kilobytes."""

    def change(parts: dict[str, bytes]) -> None:
        name = dice.choice(
            [sheet_part(parts, dice), "xl/sharedStrings.xml", "xl/styles.xml", "docProps/app.xml"]
        )
        parts[name] = parts.get(name, b"<x>")[:-1] + dice.choice([b" ", b"<row/>", b"\0"]) * (BOMB // 6)

    return good.with_parts(change)


def lying_headers(good: Good, dice: random.Random) -> bytes:
    """The archive says a part is small, empty or elsewhere."""
    content = bytearray(good.content)
    places = [found.start() for found in re.finditer(b"PK\x01\x02", good.content)]
    at = dice.choice(places) + dice.choice([16, 20, 24, 42, 10, 8])
    content[at : at + 4] = dice.choice([b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0", dice.randbytes(4)])
    return bytes(content)


def macros(good: Good, dice: random.Random) -> bytes:
    """A macro project, a script, a custom ribbon: carried along, never run, never unpacked."""

    def change(parts: dict[str, bytes]) -> None:
        parts[dice.choice(["xl/vbaProject.bin", "xl/activeX/activeX1.bin", "xl/embeddings/o.bin"])] = (
            dice.randbytes(999)
        )
        kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, kind)
        _spoil(parts, dice)

    return good.with_parts(change)


def external_links(good: Good, dice: random.Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        link = b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
        name = dice.choice(sorted(part for part in parts if part.endswith(".rels")))
        kind, target = dice.choice(
            [
                (b"externalLink", b"file:///etc/passwd"),
                (b"image", b"http://127.0.0.1:9/a.png"),
                (b"attachedTemplate", b"\\\\\\\\host\\x"),
            ]
        )
        parts[name] = parts[name].replace(b"</Relationships>", link % (kind, target))
        _spoil(parts, dice)

    return good.with_parts(change)


def _spoil(parts: dict[str, bytes], dice: random.Random) -> None:
    """One wrong number besides, so that there is something to list."""
    name = next(part for part in sorted(parts) if b"<v>90</v>" in parts[part])
    parts[name] = parts[name].replace(b"<v>90</v>", dice.choice([b"<v>-5</v>", b"<v>x</v>", b"<v>9999</v>"]))


def truncated(good: Good, dice: random.Random) -> bytes:
    return good.content[: dice.randrange(len(good.content))]


def flipped(good: Good, dice: random.Random) -> bytes:
    """Some bytes of the file are others."""
    content = bytearray(good.content)
    for _ in range(dice.randint(1, 40)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    return bytes(content)


def locked(good: Good, dice: random.Random) -> bytes:
    """Behind a password: the compound file in which the archive would lie encrypted."""
    name = "EncryptedPackage".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + dice.randbytes(504)
    return head + (name if dice.random() < 0.7 else b"") + dice.randbytes(4_000)


def huge(good: Good, dice: random.Random) -> bytes:
    """One cell at the end of the world: to read its sheet means to lay out everything before it."""

    def change(parts: dict[str, bytes]) -> None:
        name = sheet_part(parts, dice)
        row = dice.choice([1_048_576, 900_000, 2_000_000_000])
        cell = b'<row r="%d"><c r="%s%d"><v>1</v></c></row></sheetData>' % (
            row,
            dice.choice([b"XFD", b"ZZZ", b"AAA"]),
            row,
        )
        parts[name] = (
            parts[name].replace(b"</sheetData>", cell).replace(b"<sheetData/>", b"<sheetData>" + cell)
        )

    return good.with_parts(change)


def entities(good: Good, dice: random.Random) -> bytes:
    """A billion laughs, or a file of the machine, by way of an entity."""

    def change(parts: dict[str, bytes]) -> None:
        name = dice.choice(
            [sheet_part(parts, dice), "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
        )
        laughs = b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 12))
        kind = dice.choice([b'<!ENTITY l0 "ha">' + laughs, b'<!ENTITY l11 SYSTEM "file:///etc/passwd">'])
        start = parts[name].find(b"?>") + 2 if parts[name].startswith(b"<?") else 0
        body = parts[name][start:].replace(b"<v>", b"<v>&l11;", 1)
        parts[name] = parts[name][:start] + b"<!DOCTYPE x [" + kind + b"]>" + body

    return good.with_parts(change)


def missing_parts(good: Good, dice: random.Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        for _ in range(dice.randint(1, 3)):
            del parts[dice.choice(sorted(parts))]

    return good.with_parts(change)


def broken_xml(good: Good, dice: random.Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        name = dice.choice(sorted(part for part in parts if part.endswith(".xml")))
        at = dice.randrange(len(parts[name]))
        parts[name] = (
            parts[name][:at]
            + dice.choice([b"", b"<", b"&#0;", b"\xff", b"</x>"])
            + parts[name][at + dice.randint(0, 9) :]
        )

    return good.with_parts(change)


def no_workbook(good: Good, dice: random.Random) -> bytes:
    return dice.choice(
        [b"", b"PK\x05\x06" + bytes(18), dice.randbytes(3_000), "编号,姓名\n".encode("gbk"), b"<html><table>"]
    )
