"""How reports are worded: what a phrase means, apart from where it stands."""
