"""What a lead is: its 19 fields, the headers that feed them, the values they hold. Pure: no I/O, no clock."""
