"""What the device of each method answers: the tests in methods/ hold for every method that is named here."""

ANSWERS = {
    "security-card": lambda caller, login: caller.compute(login),
}
