"""The forms that come with Spotter, in our own words. Data only; a trainer copies and edits them. None is legal or
medical advice, and no text of any other questionnaire is in them.
"""

from server.domain.forms.form import Form
from server.domain.forms.starters import (
    availability,
    check_in,
    goals,
    health_check,
    informed_consent,
    intake,
    remote_limits,
    satisfaction,
)

OURS: tuple[Form, ...] = (
    intake.FORM,
    goals.FORM,
    availability.FORM,
    health_check.FORM,
    informed_consent.FORM,
    remote_limits.FORM,
    check_in.FORM,
    satisfaction.FORM,
)
BY_KEY = {form.key: form for form in OURS}
HEALTH_CHECK = health_check.FORM.key
CHECK_IN = check_in.FORM.key
