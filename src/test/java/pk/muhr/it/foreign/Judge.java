package pk.muhr.it.foreign;

/** A foreign program that uses a certificate for what it is for. */
interface Judge {

    /** The program and what is asked of it, as a person would type it. */
    String program();

    /** Uses it. A certificate that is for something else is used all the same, and should be refused. */
    Verdict judge(Held certificate) throws Exception;

    /** The same, where what goes wrong on the way is a refusal as well. */
    default Verdict verdict(Held certificate) {
        try {
            return judge(certificate);
        } catch (Exception | AssertionError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Verdict(certificate, program(), false, String.valueOf(e));
        }
    }

    /** Its verdict. */
    default Verdict says(Held certificate, boolean accepts, String said) {
        return new Verdict(certificate, program(), accepts, said);
    }
}
