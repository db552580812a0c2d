"""The pages of classes, below /<language>/: joining, a participant's own, and the trainer's."""

from django.urls import path

from auth_demo.web import class_desk, class_pages

app_name = "classes"

urlpatterns = [
    path("join/", class_pages.join, name="join"),
    path("join/<str:code>/", class_pages.shortcut, name="join-with"),
    path("class/", class_desk.desk, name="desk"),
    path("class/order/", class_desk.order, name="order"),
    path("class/rehearse/", class_desk.rehearse, name="rehearse"),
    path("class/plans/", class_desk.save, name="save"),
    path("class/plans/<int:plan>/run/", class_desk.run_plan, name="run-plan"),
    path("class/plans/<int:plan>/rehearse/", class_desk.rehearse_plan, name="rehearse-plan"),
    path("class/plans/<int:plan>/delete/", class_desk.delete_plan, name="delete-plan"),
    path("class/results/<str:key>/", class_pages.results_of, name="results"),
    path("class/<str:class_id>/delete/", class_desk.delete, name="delete"),
    path("class/<str:class_id>/again/", class_desk.again, name="again"),
    path("class/<str:class_id>/board/", class_pages.board, name="board"),
    path("class/<str:class_id>/wall/", class_pages.wall, name="wall"),
    path("class/<str:class_id>/handout/", class_pages.handout, name="handout"),
    path("class/seat/<str:participant_id>/", class_pages.seat, name="seat"),
]
