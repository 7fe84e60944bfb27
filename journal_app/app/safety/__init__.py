"""What keeps text from being lost: saving by itself, recovery, leaving, strangers, earlier versions."""
