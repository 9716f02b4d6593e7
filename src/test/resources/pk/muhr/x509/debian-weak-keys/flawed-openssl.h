/*
 * The random generator of Debian's OpenSSL 0.9.8c-1 to 0.9.8g-8 (CVE-2008-0166): a pool that is stirred with itself,
 * because the lines that mixed in the seed were left out. Only the number of the process, the size and byte order of
 * long, and what became of ~/.rnd tell one run from another.
 *
 * Names follow md_rand.c: md, state, st_idx, md_c. Needs the SHA instructions of x86-64.
 */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum { STATE = 1023, MD = 20, ENTROPY_NEEDED = 32 };
enum seed_file { READ, UNREADABLE, MISSING };

typedef struct {
    uint8_t state[STATE + MD], md[MD];
    int num, index, stirred, polled, entropy;
    long count[2];
    int pid, word, big; /* word: sizeof(long); big: whether the machine is big-endian */
} generator;

static void sha1_block(uint32_t h[5], const uint8_t *p) {
    const __m128i order = _mm_set_epi64x(0x0001020304050607ULL, 0x08090a0b0c0d0e0fULL);
    __m128i a = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)h), 0x1b), a0 = a;
    __m128i e0 = _mm_set_epi32((int)h[4], 0, 0, 0), e = e0, e1;
    __m128i m0 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p)), order);
    __m128i m1 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + 16)), order);
    __m128i m2 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + 32)), order);
    __m128i m3 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + 48)), order);
    e0 = _mm_add_epi32(e0, m0);
    e1 = a, a = _mm_sha1rnds4_epu32(a, e0, 0);
    e1 = _mm_sha1nexte_epu32(e1, m1);
    e0 = a, a = _mm_sha1rnds4_epu32(a, e1, 0), m0 = _mm_sha1msg1_epu32(m0, m1);
    e0 = _mm_sha1nexte_epu32(e0, m2);
    e1 = a, a = _mm_sha1rnds4_epu32(a, e0, 0), m1 = _mm_sha1msg1_epu32(m1, m2), m0 = _mm_xor_si128(m0, m2);
    e1 = _mm_sha1nexte_epu32(e1, m3);
    e0 = a, m0 = _mm_sha1msg2_epu32(m0, m3), a = _mm_sha1rnds4_epu32(a, e1, 0);
    m2 = _mm_sha1msg1_epu32(m2, m3), m1 = _mm_xor_si128(m1, m3);
#define ROUNDS(ea, eb, w0, w1, w2, w3, f)                                                                \
    ea = _mm_sha1nexte_epu32(ea, w0), eb = a, w1 = _mm_sha1msg2_epu32(w1, w0);                           \
    a = _mm_sha1rnds4_epu32(a, ea, f), w3 = _mm_sha1msg1_epu32(w3, w0), w2 = _mm_xor_si128(w2, w0);
    ROUNDS(e0, e1, m0, m1, m2, m3, 0)
    ROUNDS(e1, e0, m1, m2, m3, m0, 1)
    ROUNDS(e0, e1, m2, m3, m0, m1, 1)
    ROUNDS(e1, e0, m3, m0, m1, m2, 1)
    ROUNDS(e0, e1, m0, m1, m2, m3, 1)
    ROUNDS(e1, e0, m1, m2, m3, m0, 1)
    ROUNDS(e0, e1, m2, m3, m0, m1, 2)
    ROUNDS(e1, e0, m3, m0, m1, m2, 2)
    ROUNDS(e0, e1, m0, m1, m2, m3, 2)
    ROUNDS(e1, e0, m1, m2, m3, m0, 2)
    ROUNDS(e0, e1, m2, m3, m0, m1, 2)
    ROUNDS(e1, e0, m3, m0, m1, m2, 3)
    ROUNDS(e0, e1, m0, m1, m2, m3, 3)
    ROUNDS(e1, e0, m1, m2, m3, m0, 3)
    ROUNDS(e0, e1, m2, m3, m0, m1, 3)
#undef ROUNDS
    e1 = _mm_sha1nexte_epu32(e1, m3);
    e0 = a, a = _mm_sha1rnds4_epu32(a, e1, 3);
    e0 = _mm_sha1nexte_epu32(e0, e), a = _mm_add_epi32(a, a0);
    _mm_storeu_si128((__m128i *)h, _mm_shuffle_epi32(a, 0x1b));
    h[4] = (uint32_t)_mm_extract_epi32(e0, 3);
}

static void sha1(const uint8_t *text, int length, uint8_t out[MD]) {
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    uint8_t last[128] = {0};
    int whole = length / 64 * 64, rest = length - whole, end = rest < 56 ? 64 : 128;
    for (int i = 0; i < whole; i += 64) sha1_block(h, text + i);
    memcpy(last, text + whole, rest);
    last[rest] = 0x80;
    for (int i = 0; i < 4; i++) last[end - 1 - i] = (uint8_t)((uint64_t)length * 8 >> 8 * i);
    for (int i = 0; i < end; i += 64) sha1_block(h, last + i);
    for (int i = 0; i < MD; i++) out[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
}

typedef struct {
    uint8_t text[128];
    int length;
} message;

static void put(message *m, const void *octets, int n) {
    memcpy(m->text + m->length, octets, n);
    m->length += n;
}

static void put_number(message *m, long value, int n, int big) {
    for (int i = 0; i < n; i++) m->text[m->length++] = (uint8_t)((unsigned long)value >> 8 * (big ? n - 1 - i : i));
}

static void put_state(message *m, const generator *g, int st_idx, int n, int end) {
    int beyond = st_idx + n - end;
    put(m, g->state + st_idx, beyond > 0 ? n - beyond : n);
    if (beyond > 0) put(m, g->state, beyond);
}

/* RAND_add, of which only the length matters */
static void rand_add(generator *g, int num, int entropy) {
    int st_idx = g->index;
    long md_c[2] = {g->count[0], g->count[1]};
    uint8_t local_md[MD];
    memcpy(local_md, g->md, MD);
    g->index += num;
    if (g->index >= STATE) {
        g->index %= STATE;
        g->num = STATE;
    } else if (g->index > g->num) {
        g->num = g->index;
    }
    g->count[1] += (num + MD - 1) / MD;
    for (int i = 0; i < num; i += MD) {
        int n = num - i > MD ? MD : num - i;
        message m = {.length = 0};
        put(&m, local_md, MD);
        put_state(&m, g, st_idx, n, STATE);
        /* here the seed was left out */
        put_number(&m, md_c[0], g->word, g->big);
        put_number(&m, md_c[1], g->word, g->big);
        sha1(m.text, m.length, local_md);
        md_c[1]++;
        for (int k = 0; k < n; k++) {
            g->state[st_idx++] ^= local_md[k];
            if (st_idx >= STATE) st_idx = 0;
        }
    }
    for (int k = 0; k < MD; k++) g->md[k] ^= local_md[k];
    if (g->entropy < ENTROPY_NEEDED) g->entropy += entropy;
}

static void rand_poll(generator *g) {
    rand_add(g, ENTROPY_NEEDED, ENTROPY_NEEDED);        /* /dev/urandom */
    for (int i = 0; i < 3; i++) rand_add(g, g->word, 0); /* process, user, time */
    g->polled = 1;
}

static void rand_bytes(generator *g, uint8_t *out, int num) {
    int pid = g->pid;
    if (!g->polled) rand_poll(g);
    for (int n = STATE; !g->stirred && n > 0; n -= MD) rand_add(g, MD, 0);
    if (g->entropy >= ENTROPY_NEEDED) g->stirred = 1;
    int st_idx = g->index, st_num = g->num;
    long md_c[2] = {g->count[0], g->count[1]};
    uint8_t local_md[MD];
    memcpy(local_md, g->md, MD);
    g->index += (num + MD / 2 - 1) / (MD / 2) * (MD / 2);
    if (g->index > g->num) g->index %= g->num;
    g->count[0]++;
    while (num > 0) {
        message m = {.length = 0};
        if (pid) put_number(&m, pid, 4, g->big);
        pid = 0;
        put(&m, local_md, MD);
        put_number(&m, md_c[0], g->word, g->big);
        put_number(&m, md_c[1], g->word, g->big);
        put_state(&m, g, st_idx, MD / 2, st_num);
        sha1(m.text, m.length, local_md);
        for (int i = 0; i < MD / 2; i++) {
            g->state[st_idx++] ^= local_md[i];
            if (st_idx >= st_num) st_idx = 0;
            if (num-- > 0) *out++ = local_md[i + MD / 2];
        }
    }
    message m = {.length = 0};
    put_number(&m, md_c[0], g->word, g->big);
    put_number(&m, md_c[1], g->word, g->big);
    put(&m, local_md, MD);
    put(&m, g->md, MD);
    sha1(m.text, m.length, g->md);
}

/* What "openssl genrsa" and "openssl ecparam -genkey" do before they make a key. */
static void start(generator *g, int pid, int word, int big, enum seed_file file) {
    memset(g, 0, sizeof *g);
    g->pid = pid, g->word = word, g->big = big;
    if (file != MISSING) rand_add(g, word == 8 ? 144 : 88, 0); /* struct stat */
    if (file == READ) rand_add(g, 1024, 1024);
    else rand_poll(g);
}

/* BN_rand: the time, then the octets */
static void random_number(generator *g, uint8_t *out, int octets) {
    rand_add(g, g->word, 0);
    rand_bytes(g, out, octets);
}

/* One line of output: the last 80 bits of the SHA-1 of a line, as openssl-vulnkey(1) has it, and the process. */
static void print_hash(const char *line, int length, int pid) {
    uint8_t hash[MD];
    sha1((const uint8_t *)line, length, hash);
    for (int i = MD / 2; i < MD; i++) printf("%02x", hash[i]);
    printf(" %d\n", pid);
}
