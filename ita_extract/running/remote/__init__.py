"""Files that lie behind an address (s3://, gs://, abfs://, https://): listed, fetched, and written back."""
