"""The protocols that come with Spotter: data in versions. A version that was given to somebody is never changed."""

from collections.abc import Mapping

from server.domain.protocols.ours.balance import SINGLE_LEG_STANCE, SINGLE_LEG_STANCE_1, STANCE_EYES_CLOSED, STORK
from server.domain.protocols.ours.body import BODY, SIT_AND_REACH
from server.domain.protocols.ours.heart import RESTING_HEART_RATE, ROCKPORT, RUN, STEP_TEST, TALK_TEST
from server.domain.protocols.ours.screens import BEND_AND_LIFT, HURDLE_STEP, SHOULDER_PUSH, THORACIC_MOBILITY
from server.domain.protocols.ours.seniors import CHAIR_STAND, FOUR_STAGES, TIMED_UP_AND_GO
from server.domain.protocols.ours.squat import OVERHEAD_SQUAT
from server.domain.protocols.ours.strength import CURL_UP, FRONT_PLANK, PUSH_UP, SIDE_PLANK
from server.domain.protocols.protocol import Protocol

# What is offered, in the order of the list: moving, standing, strength, heart and lungs, getting about, the body.
PROTOCOLS: Mapping[str, Protocol] = {
    each.key: each
    for each in (
        OVERHEAD_SQUAT,
        PUSH_UP,
        SINGLE_LEG_STANCE,
        BEND_AND_LIFT,
        HURDLE_STEP,
        SHOULDER_PUSH,
        THORACIC_MOBILITY,
        STANCE_EYES_CLOSED,
        STORK,
        CURL_UP,
        FRONT_PLANK,
        SIDE_PLANK,
        SIT_AND_REACH,
        RESTING_HEART_RATE,
        STEP_TEST,
        RUN,
        ROCKPORT,
        TALK_TEST,
        CHAIR_STAND,
        FOUR_STAGES,
        TIMED_UP_AND_GO,
        BODY,
    )
}
EARLIER: Mapping[tuple[str, int], Protocol] = {(each.key, each.version): each for each in (SINGLE_LEG_STANCE_1,)}
