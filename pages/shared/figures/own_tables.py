"""Tables that viewers brought, kept by what they hold, so that a link can name one.

At most MOST_TABLES are kept, for all visitors together; the oldest goes first. A link to one that
has gone says so, and asks for the file again.
"""

import hashlib

from optim_core.tables import TableError, read_table
from pages.shared.site.recent import Recent

MOST_TABLES = 64
_tables = Recent(MOST_TABLES)


def keep(data):
    """The name under which a CSV file's bytes are kept; TableError where they are no table."""
    table = read_table(data)
    name = hashlib.sha256(data).hexdigest()[:16]
    _tables.keep(name, table)
    return name


def table(name):
    """The Table kept under this name; TableError where it has gone."""
    found = _tables.get(name)
    if found is None:
        raise TableError(
            "The file of this link is no longer here. Choose it again.",
            "这个链接所指的文件已不在服务器上，请重新选择。",
        )
    return found


def check(name):
    """Nothing, or a TableError: for a setting that names a table, and is empty without one."""
    if name:
        table(name)
