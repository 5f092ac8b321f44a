#!/bin/sh
# Installs the Debian packages that Witnessmark uses, where it has the right to; otherwise says exactly what to install.
# Quick when they are there: it asks for files, not for the package manager.
set -eu

missing=""
need() { # need PACKAGE FILE…: the package is missing unless one of the files exists
  package=$1; shift
  for file in "$@"; do [ -e "$file" ] && return 0; done
  missing="$missing $package"
}
tessdata=/usr/share/tesseract-ocr/5/tessdata
need tesseract-ocr /usr/bin/tesseract
need tesseract-ocr-eng $tessdata/eng.traineddata
need tesseract-ocr-ukr $tessdata/ukr.traineddata
need tesseract-ocr-rus $tessdata/rus.traineddata
need chromium /usr/bin/chromium /usr/bin/chromium-browser
need openssh-client /usr/bin/ssh
need openssh-server /usr/sbin/sshd
python3 -c "import venv, ensurepip" 2>/dev/null || missing="$missing python3-venv"

[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then as=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as="sudo"
else
  echo "These Debian packages are missing; please have them installed:" >&2
  echo "    sudo apt-get install$missing" >&2
  echo "Without tesseract scans are kept but not read; without chromium the browser tests cannot run," >&2
  echo "nor without openssh-server the test of a sync over ssh." >&2
  echo "Going on without them." >&2
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "Not a Debian system. Please install what these packages hold:$missing" >&2
  exit 0
fi
echo "Installing Debian packages:$missing"
$as apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends $missing >/dev/null
