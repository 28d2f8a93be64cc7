"""Document → package for auditors (Z3, GOB-03): tables as text files, described for IDEA."""

from services.reporting.render.z3.package import Enclosure, write_package
from services.reporting.render.z3.with_files import FilesPart, write_part

__all__ = ["Enclosure", "FilesPart", "write_package", "write_part"]
