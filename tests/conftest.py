"""What every test may use. Its being here also lets tests import `fakes`."""
