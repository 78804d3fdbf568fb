"""What reading a report costs: processor time beside pdfplumber's, memory in a process of its own."""
