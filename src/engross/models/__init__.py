"""Models behind one door: policy, journal, budget and fall-back around every model call."""
