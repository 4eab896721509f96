"""What a certificate calls itself."""

from typing import Final

FORMAT: Final = "chuyan-certificate-1"
