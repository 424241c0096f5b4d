// Values of a chart on hover, on touch and with the arrow keys.
