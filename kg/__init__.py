"""Knowledge graphs from documents in which Chinese governments divide plans into tasks."""

__version__ = "0.1.0"
