"""Texts that are no texts, for every place where somebody may write."""

TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg/onload=alert(3)>",
    '"><iframe srcdoc="<script>parent.alert(4)</script>">',
    "[press](javascript:alert(5))",
    "![picture](https://elsewhere.example/spy.png)",
    "<a href='javascript:alert(6)'>press</a>",
    "$\\href{javascript:alert(7)}{x}\\includegraphics{https://elsewhere.example/k.png}$",
    "<style>@import 'https://elsewhere.example/s.css';*{background:red}</style>",
    "{{constructor.constructor('alert(8)')()}}",
    "</title><script>alert(9)</script>",
    "x' onmouseover='alert(10)",
    "$\\url{javascript:11}$",  # this one and the next as short as what a sentence quotes
    "![p](//far.example/p)",
]
