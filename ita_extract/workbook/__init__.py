"""The tables of an output folder as a workbook that people open: ita.xlsx."""
