"""Addresses of what the public reads, of the subscription, and of the desk's news."""

from django.urls import path

from maillage.website.views import (
    about,
    feeds,
    needs,
    news,
    news_desk,
    practices,
    programme,
    region,
    roundtable,
    subscribe,
)

app_name = "website"
urlpatterns = [
    path("", programme.home, name="home"),
    path("programmes/<slug:programme>/", programme.detail, name="programme-detail"),
    path("about/", about.about, name="about"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("needs/", needs.index, name="need-list"),
    path("practices/", practices.index, name="practice-list"),
    path("news/", news.index, name="news-list"),
    path("news/<slug:public_id>/", news.detail, name="news-detail"),
    path("feed.atom", feeds.everything, name="feed"),
    path("pictures/<path:path>", news.picture, name="picture"),
    path("subscribe/<str:token>/", subscribe.confirm, name="subscribe-confirm"),
    path("unsubscribe/<str:token>/", subscribe.unsubscribe, name="unsubscribe"),
    path("desk/<slug:region>/news/", news_desk.index, name="news-desk"),
    path("desk/<slug:region>/news/new/", news_desk.create, name="news-create"),
    path("desk/<slug:region>/news/<slug:public_id>/edit/", news_desk.edit, name="news-edit"),
    path("desk/<slug:region>/news/<slug:public_id>/publish/", news_desk.publish, name="news-publish"),
    path("desk/<slug:region>/news/<slug:public_id>/withdraw/", news_desk.withdraw, name="news-withdraw"),
    path("desk/<slug:region>/news/<slug:public_id>/picture/", news_desk.picture, name="news-picture"),
    path("<slug:region>/", region.detail, name="region-detail"),
    path("<slug:region>/places/", region.places, name="region-places"),
    path("<slug:region>/members/", region.members, name="region-members"),
    path("<slug:region>/roundtables/", roundtable.index, name="roundtable-list"),
    path("<slug:region>/roundtables/<int:number>/", roundtable.detail, name="roundtable-detail"),
    path("<slug:region>/needs/", needs.of_region, name="region-needs"),
    path("<slug:region>/needs/<slug:public_id>/", needs.detail, name="need-detail"),
    path("<slug:region>/commitments/<slug:public_id>/", needs.commitment, name="commitment-detail"),
    path("<slug:region>/practices/<slug:public_id>/", practices.detail, name="practice-detail"),
    path("<slug:region>/pilots/<slug:public_id>/", practices.pilot, name="pilot-detail"),
    path("<slug:region>/feed.atom", feeds.of_region, name="region-feed"),
    path("<slug:region>/calendar.ics", region.calendar, name="region-calendar"),
    path("<slug:region>/subscribe/", subscribe.subscribe, name="subscribe"),
]
