"""Pure Chinese text: width and script, numerals, dates, money, identity numbers, names, masking."""
