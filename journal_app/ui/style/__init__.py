"""How things look: colours, icons, hairlines, marked text, small pictures. Knows no post."""
