"""What the built site really is for its visitors: measured in a browser, held against targets."""
