"""What is said of a formula that can't be read."""

from optim_core.text import Text


class FormulaError(ValueError):
    """What is wrong with a formula, where, and the way out.

    `column` counts from 1; `text` is the message in every language, column included.
    """

    def __init__(self, message, column):
        super().__init__(message, column)
        self.column = column
        self.text = Text(
            en=f"column {column}: {message.en}",
            zh=f"第 {column} 列：{message.zh}",
        )

    def __str__(self):
        return self.text.en
