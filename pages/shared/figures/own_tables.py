"""Tables that viewers brought, kept by what they hold, so that a link can name one.

At most MOST_TABLES are kept, for all visitors together; the oldest goes first. A link to one that
has gone says so, and asks for the file again.
"""

import hashlib
import threading
from collections import OrderedDict

from optim_core.tables import TableError, read_table

MOST_TABLES = 64
_tables = OrderedDict()
_lock = threading.Lock()


def keep(data):
    """The name under which a CSV file's bytes are kept; TableError where they are no table."""
    table = read_table(data)
    name = hashlib.sha256(data).hexdigest()[:16]
    with _lock:
        _tables[name] = table
        _tables.move_to_end(name)
        while len(_tables) > MOST_TABLES:
            _tables.popitem(last=False)
    return name


def table(name):
    """The Table kept under this name; TableError where it has gone."""
    with _lock:
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
