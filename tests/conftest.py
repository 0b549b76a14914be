"""What holds for every test: nothing calls home, not even native code."""

from __future__ import annotations

import os

# Before anything imports onnxruntime, which reads it then and writes to the home folder otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
