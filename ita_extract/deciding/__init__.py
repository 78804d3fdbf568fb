"""A report and what people decided about it -> the report with both: the person's value beside the machine's."""
