"""UK money, dates and periods: read strictly, written as the house style has them."""
