"""What stands in the way of a job and of its appointment."""

from shared.errors import Conflict, Invalid, NotFound


class JobAlreadyCompleted(Conflict):
    """The job was completed before."""

    code = "job_already_completed"


class NotSchedulable(Conflict):
    """The work was withdrawn."""

    code = "not_schedulable"


class NothingScheduled(Conflict):
    """There is no appointment that could be moved, kept or called off."""

    code = "nothing_scheduled"


class AppointmentUnchanged(Conflict):
    """The customer has asked for another time than this one."""

    code = "appointment_unchanged"


class AppointmentRequestPending(Conflict):
    """The customer has asked for another time before, and the office has yet to answer."""

    code = "appointment_request_pending"


class NoAppointmentRequest(Conflict):
    """The customer has not asked for another time, or was answered."""

    code = "no_appointment_request"


class InvalidAppointment(Invalid):
    """Not a time that a job could be at."""

    code = "invalid_appointment"


class JobNotFound(NotFound):
    """No such job in this workspace."""

    code = "job_not_found"


class AppointmentNotFound(NotFound):
    """No appointment was ever set."""

    code = "appointment_not_found"
