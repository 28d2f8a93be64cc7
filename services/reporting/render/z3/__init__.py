"""Document → package for auditors (Z3, GOB-03): tables as text files, described for IDEA."""

from services.reporting.render.z3.package import Enclosure, write_package

__all__ = ["Enclosure", "write_package"]
