"""Addresses of courses: public pages, somebody's own page by link, and the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from maillage.mobility.views import course_desk, courses, own_course

PUBLIC = "<slug:region>/lessons"
OWN = "link/lesson/<str:token>"
DESK = "desk/<slug:region>/lessons"
COURSE = f"{DESK}/<slug:public_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/", course_desk.course_desk, name="course-desk"),
    path(f"{DESK}/new/", course_desk.course_create, name="course-create"),
    path(f"{DESK}/people/<slug:public_id>/settle/", course_desk.enrolment_settle, name="enrolment-settle"),
    path(f"{DESK}/dates/<slug:public_id>/", course_desk.lesson_show, name="lesson-show"),
    path(f"{DESK}/dates/<slug:public_id>/cancel/", course_desk.lesson_cancel, name="lesson-cancel"),
    path(f"{DESK}/dates/<slug:public_id>/move/", course_desk.lesson_move, name="lesson-move"),
    path(f"{COURSE}/", course_desk.course_show, name="course-show"),
    path(f"{COURSE}/edit/", course_desk.course_edit, name="course-edit"),
    path(f"{COURSE}/copy/", course_desk.course_copy, name="course-copy"),
    path(f"{COURSE}/close/", course_desk.course_close, name="course-close"),
    path(f"{COURSE}/rides/", course_desk.course_rides, name="course-rides"),
    path(f"{COURSE}/lessons/", course_desk.course_lessons, name="course-lessons"),
    path(f"{COURSE}/sheet/", course_desk.course_sheet, name="course-sheet"),
    path(f"{OWN}/", own_course.own_course, name="own-course"),
    path(f"{OWN}/lift/", own_course.own_course_rides, name="own-course-rides"),
    path(f"{OWN}/leave/", own_course.own_course_leave, name="own-course-leave"),
    path(f"{OWN}/erase/", own_course.own_course_erase, name="own-course-erase"),
    path(f"{OWN}/lessons.ics", own_course.own_course_calendar, name="own-course-calendar"),
    path(f"{PUBLIC}/", courses.course_list, name="course-list"),
    path(f"{PUBLIC}/<slug:public_id>/", courses.course_detail, name="course-detail"),
    path(f"{PUBLIC}/<slug:public_id>/ask/", courses.course_enrol, name="course-enrol"),
]
