package pk.muhr.it.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import pk.muhr.it.Ran;

/** Programs that are signed, and whether those who check such signatures let them run. */
final class CodeJudges {

    private CodeJudges() {}

    /**
     * A jar file. The checker asks the responders, so it needs the proxy.
     *
     * @param proxy leads to the addresses inside certificates
     * @param stamps where the signer gets a time-stamp, which must then be there
     */
    record Jar(Repository repository, Nginx proxy, Optional<String> stamps) implements Judge {

        Jar(Repository repository, Nginx proxy) {
            this(repository, proxy, Optional.empty());
        }

        @Override
        public String program() {
            return "jarsigner" + stamps.map(_ -> " -tsa,").orElse("") + " -verify -strict -revCheck";
        }

        @Override
        public Verdict judge(Held held) throws IOException, GeneralSecurityException {
            Path jar = held.directory().resolve("program.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
                out.putNextEntry(new JarEntry("program.txt"));
                out.write("do something".getBytes(StandardCharsets.US_ASCII));
            }
            List<String> sign =
                    new ArrayList<>(List.of("-keystore", held.keyStore().toString()));
            stamps.ifPresent(address -> sign.addAll(List.of("-tsa", address)));
            sign.addAll(List.of(jar.toString(), "held"));
            jarsigner(sign.toArray(String[]::new)).successfully();
            Ran ran = jarsigner(
                    "-verify",
                    "-strict",
                    "-verbose",
                    "-revCheck",
                    "-J-Dhttp.proxyHost=127.0.0.1",
                    "-J-Dhttp.proxyPort=" + proxy.port(),
                    "-J-Dhttp.nonProxyHosts=",
                    "-keystore",
                    repository.trustStore().toString(),
                    jar.toString());
            boolean stamped = stamps.isEmpty() || ran.output().contains("Timestamped by \"CN=unit-");
            return says(held, ran.status() == 0 && stamped && ran.output().contains("jar verified."), ran.said());
        }

        private static Ran jarsigner(String... arguments) {
            ProcessBuilder builder = new ProcessBuilder(ForeignTools.jarsigner().toString());
            builder.command().addAll(List.of("-J-Xmx64m", "-storepass", Held.PASSWORD));
            builder.command().addAll(List.of(arguments));
            return Ran.toItsEnd(builder);
        }
    }

    /**
     * A program for Windows (Authenticode). The checker gets the CRLs as files.
     *
     * @param stamps where the signer gets a time-stamp, which must then be there
     */
    record WindowsProgram(Repository repository, Optional<String> stamps) implements Judge {

        WindowsProgram(Repository repository) {
            this(repository, Optional.empty());
        }

        @Override
        public String program() {
            return "osslsigncode" + stamps.map(_ -> " sign -ts,").orElse("") + " verify";
        }

        @Override
        public Verdict judge(Held held) throws IOException {
            Path program = Files.write(held.directory().resolve("program.exe"), smallest());
            Path signed = held.directory().resolve("signed.exe");
            Files.deleteIfExists(signed);
            List<String> sign = new ArrayList<>(List.of("sign", "-h", "sha256"));
            stamps.ifPresent(address -> sign.addAll(List.of("-ts", address)));
            sign.addAll(List.of("-certs", held.fullFile().toString()));
            sign.addAll(List.of("-key", held.keyFile().toString()));
            sign.addAll(List.of("-in", program.toString(), "-out", signed.toString()));
            osslsigncode(sign.toArray(String[]::new)).successfully();
            StringBuilder lists = new StringBuilder();
            for (Path list : repository.lists(held.chain())) {
                lists.append(Files.readString(list));
            }
            Path all = Files.writeString(held.directory().resolve("crls.pem"), lists);
            List<String> verify = new ArrayList<>(
                    List.of("verify", "-CAfile", repository.rootFile().toString(), "-CRLfile", all.toString()));
            if (stamps.isPresent()) {
                Path units = Files.writeString(
                        held.directory().resolve("unit-crls.pem"),
                        lists + Files.readString(repository.list("/crl/gov-timestamping.crl")));
                verify.addAll(List.of("-TSA-CAfile", repository.rootFile().toString()));
                verify.addAll(List.of("-TSA-CRLfile", units.toString()));
            }
            verify.addAll(List.of("-in", signed.toString()));
            Ran ran = osslsigncode(verify.toArray(String[]::new));
            boolean stamped = stamps.isEmpty() || ran.said().contains("Timestamp Server Signature verification: ok");
            return says(
                    held,
                    ran.status() == 0 && stamped && ran.said().contains("Signature verification: ok"),
                    ran.said());
        }

        private static Ran osslsigncode(String... arguments) {
            ProcessBuilder builder =
                    new ProcessBuilder(ForeignTools.osslsigncode().toString());
            builder.command().addAll(List.of(arguments));
            return Ran.toItsEnd(builder);
        }

        /** The least that is a program by the PE format: headers, and one section that returns. */
        private static byte[] smallest() {
            ByteBuffer pe = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
            pe.put(new byte[] {'M', 'Z'}).putInt(0x3c, 64);
            pe.position(64).put(new byte[] {'P', 'E', 0, 0});
            pe.putShort((short) 0x14c).putShort((short) 1).putInt(0).putInt(0).putInt(0);
            pe.putShort((short) 224).putShort((short) 0x102);
            pe.putShort((short) 0x10b).putShort((short) 0).putInt(512).putInt(0).putInt(0);
            pe.putInt(0x1000)
                    .putInt(0x1000)
                    .putInt(0x2000)
                    .putInt(0x400000)
                    .putInt(0x1000)
                    .putInt(512);
            pe.putShort((short) 4)
                    .putShort((short) 0)
                    .putInt(0)
                    .putShort((short) 4)
                    .putShort((short) 0)
                    .putInt(0);
            pe.putInt(0x2000).putInt(512).putInt(0).putShort((short) 3).putShort((short) 0);
            pe.putInt(0x100000)
                    .putInt(0x1000)
                    .putInt(0x100000)
                    .putInt(0x1000)
                    .putInt(0)
                    .putInt(16);
            pe.position(88 + 224).put(".text\0\0\0".getBytes(StandardCharsets.US_ASCII));
            pe.putInt(1)
                    .putInt(0x1000)
                    .putInt(512)
                    .putInt(512)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0x60000020);
            return pe.put(512, (byte) 0xc3).array();
        }
    }
}
