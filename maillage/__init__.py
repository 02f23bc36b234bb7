"""maillage: the platform on which a rural region runs its cooperation for the welcome of newcomers."""

__version__ = "0.4.0"
