"""The counts of kb.base.limits in Redis: the same answers as the database gives, for all processes, and no row written.

Everything here raises kb.base.shared.Gone where there is no Redis.
"""

from datetime import timedelta

from kb.base import shared

SPACE = "limits"
# One script decides, so of many at once no more than `most` are let in.
SPEND = """
local found = redis.call('HMGET', KEYS[1], 'spent', 'ends')
local now, most, seconds = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local ends = tonumber(found[2] or '0')
if ends <= now then
    redis.call('HSET', KEYS[1], 'spent', 1, 'ends', string.format('%.6f', now + seconds))
    redis.call('PEXPIRE', KEYS[1], math.ceil(seconds * 1000))
    return ''
end
if tonumber(found[1]) >= most then
    return string.format('%.6f', ends - now)
end
redis.call('HINCRBY', KEYS[1], 'spent', 1)
return ''
"""
GIVE_BACK = "if tonumber(redis.call('HGET', KEYS[1], 'spent') or '0') > 0 then redis.call('HINCRBY', KEYS[1], 'spent', -1) end"


def spend(name: str, most: int, seconds: float, now: float, *, patience: float = shared.PATIENCE) -> timedelta | None:
    """Count one more; None, or how long to wait if `most` were counted within `seconds`."""
    wait = shared.ask(
        lambda redis: redis.eval(SPEND, 1, _key(name), repr(now), most, repr(seconds)), patience=patience
    )
    return timedelta(seconds=float(str(wait))) if wait else None


def to_wait(name: str, most: int, now: float) -> timedelta | None:
    spent, ends = shared.ask(lambda redis: redis.hmget(_key(name), ["spent", "ends"]))
    if spent is None or ends is None or float(ends) <= now or int(spent) < most:
        return None
    return timedelta(seconds=float(ends) - now)


def give_back(name: str) -> None:
    shared.ask(lambda redis: redis.eval(GIVE_BACK, 1, _key(name)))


def forget(name: str) -> None:
    shared.ask(lambda redis: redis.delete(_key(name)))


def _key(name: str) -> str:
    return shared.name(SPACE, name)
