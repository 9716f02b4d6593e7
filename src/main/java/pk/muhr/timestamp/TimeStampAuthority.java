package pk.muhr.timestamp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.problem.StoreFailed;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.clock.TimeNotTrusted;
import pk.muhr.safety.clock.WatchedClock;
import pk.muhr.safety.clock.WatchedClock.Moment;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** The conductor of every time-stamp (RFC 3161 §2.2). Whatever happens, the answer is one of the protocol. */
@ApplicationScoped
public class TimeStampAuthority {

    private static final Logger LOG = Logger.getLogger(TimeStampAuthority.class);
    private static final String UNIT_TAKEN = "MU290";
    private static final String OURSELVES = "ourselves";
    private static final Duration LONG = Duration.ofSeconds(1);

    private final ActivePolicy policy;
    private final UnitLeases leases;
    private final WatchedClock clock;
    private final Admission admission;
    private final TsaCounters counters;

    TimeStampAuthority(
            ActivePolicy policy, UnitLeases leases, WatchedClock clock, Admission admission, TsaCounters counters) {
        this.policy = policy;
        this.leases = leases;
        this.clock = clock;
        this.admission = admission;
        this.counters = counters;
    }

    /** A TimeStampResp over this digest for ourselves; none while there is no unit or no time. */
    public Optional<Der> reply(Sha256 digest) {
        try {
            TimeStampPolicy stamps = stamps();
            TimeStampRequest request = TimeStampRequest.of(digest);
            List<LeasedUnit> units = fitting(request, leases.all().stream().toList());
            return Optional.of(TokenEncoding.granted(stamped(request, units, stamps, _ -> OURSELVES)));
        } catch (NoTimeStamp e) {
            LOG.warnf("no time-stamp of our own: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Answers a TimeStampReq with a TimeStampResp.
     *
     * @param name of the unit that is asked; any where none is named
     */
    Der answer(Der question, Optional<String> name, Asker asker) {
        try {
            return TokenEncoding.granted(granted(question, name, asker));
        } catch (NoTimeStamp e) {
            counters.refusal(e.why());
            return TokenEncoding.refused(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "a time-stamp failed");
            counters.refusal(FailureInfo.SYSTEM_FAILURE);
            return TokenEncoding.refused(new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "try later"));
        }
    }

    private Der granted(Der question, Optional<String> name, Asker asker) {
        TimeStampPolicy stamps = stamps();
        TimeStampRequest request = TimeStampRequest.of(question, stamps.digests());
        if (name.filter(unit -> stamps.unit(unit).isEmpty()).isPresent()) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_REQUEST, "there is no such unit; /tsa/disclosure names those there are");
        }
        List<LeasedUnit> asked = leases.all().stream()
                .filter(unit -> name.map(unit.definition().name()::equals).orElse(true))
                .toList();
        List<LeasedUnit> theirs = asked.stream()
                .filter(unit ->
                        admission.callers(stamps, unit.definition(), asker).isPresent())
                .toList();
        if (theirs.isEmpty() && !asked.isEmpty()) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_REQUEST, "this unit is not for you; the page /tsa/disclosure says for whom it is");
        }
        List<LeasedUnit> units = fitting(request, theirs);
        Function<LeasedUnit, String> callers =
                unit -> admission.callers(stamps, unit.definition(), asker).orElseThrow();
        String first = callers.apply(units.getFirst());
        admission.count(first, stamps.callers().get(first), asker);
        return stamped(request, units, stamps, callers);
    }

    private TimeStampPolicy stamps() {
        return policy.bundle()
                .timeStamps()
                .orElseThrow(() -> new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "there is no time-stamping unit"));
    }

    private static List<LeasedUnit> fitting(TimeStampRequest request, List<LeasedUnit> units) {
        if (units.isEmpty()) {
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "no such unit signs here now; try later");
        }
        List<LeasedUnit> fitting = units.stream()
                .filter(unit -> request.policy().map(unit.policy()::equals).orElse(true))
                .toList();
        if (fitting.isEmpty()) {
            throw new NoTimeStamp(
                    FailureInfo.UNACCEPTED_POLICY,
                    "tokens are issued under "
                            + String.join(
                                    ", ",
                                    units.stream()
                                            .map(LeasedUnit::policy)
                                            .distinct()
                                            .toList()));
        }
        return fitting;
    }

    /**
     * By the first that can; where none can, the answer is what the first said. One that took long to say no leaves no time
     * for another: they share a token and a database, and whoever asks waits for each.
     */
    private Der stamped(
            TimeStampRequest request,
            List<LeasedUnit> units,
            TimeStampPolicy stamps,
            Function<LeasedUnit, String> callers) {
        NoTimeStamp why = null;
        long begun = System.nanoTime();
        for (LeasedUnit unit : units) {
            try {
                return stamped(request, unit, stamps, callers.apply(unit));
            } catch (NoTimeStamp e) {
                why = why == null ? e : why;
            }
            if (System.nanoTime() - begun > LONG.toNanos()) {
                break;
            }
        }
        throw Objects.requireNonNull(why);
    }

    private Der stamped(TimeStampRequest request, LeasedUnit unit, TimeStampPolicy stamps, String callers) {
        try {
            Moment moment = clock.within(unit.bound(), stamps.clockSampleMaximum());
            if (!unit.signsAt(moment.time())) {
                throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the unit's key is not used any more; try later");
            }
            Der token = unit.stamp(request, moment, callers);
            counters.token(unit.definition().name());
            return token;
        } catch (TimeNotTrusted e) {
            throw new NoTimeStamp(FailureInfo.TIME_NOT_AVAILABLE, e.getMessage() + "; try later", e);
        } catch (TokenUnavailable e) {
            Logger.Level level =
                    e.signaturePossible() ? Logger.Level.WARN : Logger.Level.DEBUG; // not for each that asks
            LOG.logf(level, "the key of %s does not sign: %s", unit, e.getMessage());
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the unit does not sign now; try later", e);
        } catch (TokenSerials.UsedUp e) {
            leases.renew(unit);
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the unit numbers its tokens anew; try again", e);
        } catch (StoreFailed e) {
            if (e.state().equals(UNIT_TAKEN)) {
                leases.drop(unit);
            }
            LOG.warnf("a token of %s is not on record, so it is not given out: %s", unit, e.getMessage());
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "the unit cannot record tokens now; try later", e);
        }
    }
}
