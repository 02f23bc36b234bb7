"""Papers of a roundtable as PDF: what stands on each, and the Typst templates that set them."""
