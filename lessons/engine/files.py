"""Files of a course: plain ones of their own folder, of which no more is read than is stated.

A folder that somebody else packed may hold a link to whatever the server can read, a pipe that
never ends, or gigabytes.
"""

import stat

from optim_core import Text


class Unreadable(ValueError):
    """Why a file can't be used, and in which line."""

    def __init__(self, en, zh, line=1):
        super().__init__(en)
        self.text, self.line = Text(en, zh), line


def read_bytes(path, most):
    """All bytes of a file, `most` or fewer; Unreadable where it can't be had."""
    try:
        if not path.resolve().is_relative_to(path.parent.resolve()):
            raise Unreadable("it is a link out of its folder", "它是指向文件夹之外的链接")
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("it is no plain file", "它不是普通文件")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise Unreadable("it is not there", "它不存在") from None
    except (OSError, RuntimeError):  # the latter of links in a circle, before Python 3.13
        raise Unreadable("it can't be opened", "无法打开") from None
    if len(data) > most:
        raise Unreadable(f"it has more than {most:,} bytes", f"它超过 {most} 字节")
    return data
