"""A parent that is no Java program: hands its contexts to a Java child, and reads what the child hands back.

Needs nothing but Python's standard library. Arguments: the child's command line.
"""

import getpass
import json
import os
import subprocess
import sys

OUTER = {
    "service": "orders",
    "environment": "prod",
    "job_id": "batch-742",
    "request_id": None,
    "user_id": None,
    "user_name": getpass.getuser(),
    "hostname": os.uname().nodename.partition(".")[0],
    "process_id": os.getpid(),
    "process_id_chain": [os.getpid()],
    "trace_id": None,
    "span_id": None,
    "extra": {},
}
INNER = {**OUTER, "request_id": "req-1", "user_id": "alice", "extra": {"tenant": "acme"}}

payload = json.dumps({"version": 1, "stack": [OUTER, INNER]})
child = subprocess.run(sys.argv[1:], input=payload, stdout=subprocess.PIPE, check=True, text=True)

stack = json.loads(child.stdout)["stack"]
top = stack[-1]
print("python got", len(stack), "contexts back, the last one of", " > ".join(map(str, top["process_id_chain"])))
print("python sees", top["request_id"], "of", top["user_id"], "with", json.dumps(top["extra"], sort_keys=True))
