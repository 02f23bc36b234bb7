"""Puts into a demonstration what a backup must bring back: a picture, a person, links that are under way."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta

import django

CANARY = "Canary Kanarienvogel"
ADDRESS = "canary.7731@example.org"


def main() -> None:
    """Furnish the installation and print the paths of signed links and of the picture."""
    django.setup()
    from django.core.files.base import ContentFile
    from django.utils import timezone
    from PIL import Image

    from maillage.people.actions import sign_in_link
    from maillage.people.models import Contact, User
    from maillage.territory.models import Region
    from maillage.website.models import NewsPost

    region = Region.objects.get(slug="saone-et-loire")
    Contact.objects.create(region=region, name=CANARY, email=ADDRESS, preferred_language="fr")
    Contact.objects.create(region=region, name="Gone", preferred_language="fr").delete()
    user = User.objects.create_user(ADDRESS, name=CANARY)
    user.last_login = timezone.now().replace(microsecond=123_457)
    user.save()
    drawing = io.BytesIO()
    Image.effect_noise((640, 400), 40).save(drawing, "PNG")
    post = NewsPost(
        programme=region.programme,
        region=region,
        title={"en": "A picture comes back", "fr": "Une image revient"},
        text={"en": "It does.", "fr": "Oui."},
        picture_alt={"en": "Noise", "fr": "Du bruit"},
        picture_credit=CANARY,
        published_at=timezone.now() - timedelta(days=1),
    )
    post.picture.save("noise.png", ContentFile(drawing.getvalue()))
    link = "/" + sign_in_link(user).split("/", 3)[3]
    sys.stdout.write(json.dumps({"link": link, "picture": post.picture.name, "news": post.public_id}))


if __name__ == "__main__":
    main()
