package pk.muhr.it;

import java.util.function.Supplier;

import org.assertj.core.api.SoftAssertions;

/**
 * Something that nobody may do so, and what the service must say to it.
 *
 * @param rule that is broken, as the problem names it
 */
record Attempt(String what, Supplier<Party.Answer> call, int status, String rule) {

    /** Makes each of them, and tells of all that went through or were refused for another reason. */
    static void allFail(Attempt... attempts) {
        SoftAssertions.assertSoftly(softly -> {
            for (Attempt attempt : attempts) {
                Party.Answer answer = attempt.call.get();
                String said = answer.status() >= 400 ? answer.status() + " " + answer.text("/rule") : answer.body();
                softly.assertThat(said).as(attempt.what).isEqualTo(attempt.status + " " + attempt.rule);
            }
        });
    }
}
