# Makes a file system in which a journald of its own can work, says "ready", and keeps it until its input ends.
set -e
mount -t tmpfs -o mode=0755,size=512m tmpfs /run
mount -t tmpfs -o mode=0755,size=1m tmpfs /etc/systemd
mkdir -p /run/systemd/journal
cat >/etc/systemd/journald.conf <<'END'
[Journal]
Storage=volatile
RateLimitIntervalSec=0
RuntimeMaxUse=400M
RuntimeMaxFileSize=100M
ReadKMsg=no
Audit=
ForwardToSyslog=no
ForwardToKMsg=no
ForwardToConsole=no
ForwardToWall=no
END
echo ready
exec cat
