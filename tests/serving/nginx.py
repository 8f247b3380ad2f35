"""Find an nginx for the test of two machines, or install one the platform's usual way.

`python tests/serving/nginx.py` prints its path, or says plainly what is missing.
"""

import os
import shutil
import subprocess
import sys

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
ADVICE = """No nginx was found, and the test of two replicas needs one. Do one of these, then again:
  Debian, Ubuntu   sudo apt install nginx-light
  Fedora           sudo dnf install nginx
  macOS            brew install nginx
or name one:       NGINX=/path/to/nginx make test"""


def find():
    """Path of an nginx, or None."""
    return shutil.which(os.environ.get("NGINX") or "nginx", path=PLACES)


def find_or_install():
    return find() or _install()


def _install():
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "nginx-light"], check=False)
    return find()


if __name__ == "__main__":
    path = find_or_install()
    print(path or ADVICE)
    sys.exit(0 if path else 1)
