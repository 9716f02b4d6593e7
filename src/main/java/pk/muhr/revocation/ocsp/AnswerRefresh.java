package pk.muhr.revocation.ocsp;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** Makes answers anew in the background before they age, so that nobody who asks for them waits for a token. */
@ApplicationScoped
class AnswerRefresh {

    private final PremadeAnswers premade;
    private final OcspResponder responder;

    AnswerRefresh(PremadeAnswers premade, OcspResponder responder) {
        this.premade = premade;
        this.responder = responder;
    }

    /** One after the other: who asks meanwhile comes first at the token. */
    @DoneBy(ProcessRole.STATUS)
    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        premade.due().forEach(responder::remake);
    }
}
