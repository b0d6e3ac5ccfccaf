#include "model/reserved_names.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace mcpgen {
namespace {

constexpr std::string_view kKeywords =
    "alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool "
    "break case catch char char8_t char16_t char32_t class compl concept const consteval constexpr "
    "constinit const_cast continue co_await co_return co_yield decltype default delete do double "
    "dynamic_cast else enum explicit export extern false float for friend goto if inline int long "
    "mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public "
    "reflexpr register reinterpret_cast requires return short signed sizeof static static_assert "
    "static_cast struct switch synchronized template this thread_local throw true try typedef typeid "
    "typename union unsigned using virtual void volatile wchar_t while xor xor_eq ";

// Not reserved by the language, but generated code could not say what it means with them taken.
constexpr std::string_view kOurs = "std mcp main final override import module nlohmann ";

constexpr std::string_view kMacros =
    "AIO_PRIO_DELTA_MAX ARG_MAX BIG_ENDIAN BOOL_MAX BOOL_WIDTH BUFSIZ BYTE_ORDER CHARCLASS_NAME_MAX "
    "CHAR_BIT CHAR_MAX CHAR_MIN CHAR_WIDTH CLOCKS_PER_SEC CLOSE_RANGE_CLOEXEC CLOSE_RANGE_UNSHARE "
    "COLL_WEIGHTS_MAX CSIGNAL DECIMAL_DIG DELAYTIMER_MAX DOMAIN E2BIG EACCES EADDRINUSE EADDRNOTAVAIL "
    "EADV EAFNOSUPPORT EAGAIN EALREADY EBADE EBADF EBADFD EBADMSG EBADR EBADRQC EBADSLT EBFONT EBUSY "
    "ECANCELED ECHILD ECHRNG ECOMM ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDEADLOCK EDESTADDRREQ "
    "EDOM EDOTDOT EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN EHOSTUNREACH EHWPOISON EIDRM EILSEQ EINPROGRESS "
    "EINTR EINVAL EIO EISCONN EISDIR EISNAM EKEYEXPIRED EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT "
    "EL3RST ELIBACC ELIBBAD ELIBEXEC ELIBMAX ELIBSCN ELNRNG ELOOP EMEDIUMTYPE EMFILE EMLINK EMSGSIZE "
    "EMULTIHOP ENAMETOOLONG ENAVAIL ENETDOWN ENETRESET ENETUNREACH ENFILE ENOANO ENOBUFS ENOCSI ENODATA "
    "ENODEV ENOENT ENOEXEC ENOKEY ENOLCK ENOLINK ENOMEDIUM ENOMEM ENOMSG ENONET ENOPKG ENOPROTOOPT "
    "ENOSPC ENOSR ENOSTR ENOSYS ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY ENOTNAM ENOTRECOVERABLE ENOTSOCK "
    "ENOTSUP ENOTTY ENOTUNIQ ENXIO EOF EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM EPFNOSUPPORT EPIPE EPROTO "
    "EPROTONOSUPPORT EPROTOTYPE ERANGE EREMCHG EREMOTE EREMOTEIO ERESTART ERFKILL EROFS ESHUTDOWN "
    "ESOCKTNOSUPPORT ESPIPE ESRCH ESRMNT ESTALE ESTRPIPE ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN "
    "EUNATCH EUSERS EWOULDBLOCK EXDEV EXFULL EXIT_FAILURE EXIT_SUCCESS EXPR_NEST_MAX FALSE FILENAME_MAX "
    "FOPEN_MAX F_LOCK F_OK F_TEST F_TLOCK F_ULOCK HOST_NAME_MAX INFINITY IOV_MAX LINE_MAX "
    "LITTLE_ENDIAN LLONG_MAX LLONG_MIN LLONG_WIDTH LOGIN_NAME_MAX LONG_BIT LONG_LONG_MAX LONG_LONG_MIN "
    "LONG_MAX LONG_MIN LONG_WIDTH L_INCR L_SET L_XTND L_ctermid L_cuserid L_tmpnam MATH_ERREXCEPT "
    "MATH_ERRNO MAXFLOAT MAX_CANON MAX_INPUT MB_CUR_MAX MB_LEN_MAX MINSIGSTKSZ MQ_PRIO_MAX NAME_MAX NAN "
    "NDEBUG NFDBITS NGREG NGROUPS_MAX NSIG NULL NZERO OPEN_MAX OVERFLOW PAGE_SIZE PATH_MAX PDP_ENDIAN "
    "PIPE_BUF "
    "PLOSS PTRDIFF_MAX PTRDIFF_MIN PTRDIFF_WIDTH P_tmpdir RAND_MAX RE_DUP_MAX RTSIG_MAX R_OK SCHAR_MAX "
    "SCHAR_MIN SCHAR_WIDTH SEM_FAILED SEM_VALUE_MAX SHRT_MAX SHRT_MIN SHRT_WIDTH SING SIZE_MAX "
    "SIZE_WIDTH SSIZE_MAX STDERR_FILENO STDIN_FILENO STDOUT_FILENO TEMP_FAILURE_RETRY "
    "TIMESPEC_TO_TIMEVAL TIMEVAL_TO_TIMESPEC TIME_UTC TLOSS TMP_MAX TRUE TTY_NAME_MAX UCHAR_MAX "
    "UCHAR_WIDTH ULLONG_MAX ULLONG_WIDTH ULONG_LONG_MAX ULONG_MAX ULONG_WIDTH UNDERFLOW USHRT_MAX "
    "USHRT_WIDTH WCONTINUED WEOF WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED "
    "WNOHANG WNOWAIT WORD_BIT WSTOPPED WSTOPSIG WTERMSIG WUNTRACED W_OK XATTR_LIST_MAX XATTR_NAME_MAX "
    "XATTR_SIZE_MAX X_OK alloca assert assert_perror be16toh be32toh be64toh errno htobe16 "
    "htobe32 htobe64 htole16 htole32 htole64 i386 issubnormal le16toh le32toh le64toh linux "
    "math_errhandling offsetof pthread_cleanup_pop pthread_cleanup_pop_restore_np "
    "pthread_cleanup_push pthread_cleanup_push_defer_np sa_handler sa_sigaction sched_priority setjmp "
    "si_addr si_addr_lsb si_arch si_band si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey "
    "si_ptr si_status si_stime si_syscall si_timerid si_uid si_upper si_utime si_value "
    "sigev_notify_attributes sigev_notify_function sigmask sigsetjmp stderr stdin stdout strdupa "
    "strndupa thread_local timeradd timerclear timercmp timerisset timersub unix va_arg va_copy va_end "
    "va_start ";

// Families of macros; what follows the prefix is the system's business.
constexpr auto kMacroPrefixes = std::to_array<std::string_view>({
    "ADJ_",    "ATOMIC_", "BC_",      "BUS_",    "CHECK",    "CLD_",   "CLOCK_",  "CLONE_",   "CPU_",
    "DBL_",    "FD_",     "FLT",      "FPE_",    "FP_",      "HUGE_",  "ILL_",    "INT16_",   "INT32_",
    "INT64_",  "INT8_",   "INTMAX",   "INTPTR_", "INT_",     "ITIMER", "JSON_",   "LC_",      "LDBL_",
    "MCP_",    "MOD_",    "M_",       "NL_",     "NLOHMANN", "POLL_",  "PRI",     "PTHREAD_", "REG_",
    "RENAME_", "REQUIRE", "SA_",      "SCHED_",  "SCN",      "SEEK_",  "SEGV_",   "SIG",      "SI_",
    "SNAN",    "SS_",     "STA_",     "SYS_",    "TIMER_",   "TRAP_",  "UINT16_", "UINT32_",  "UINT64_",
    "UINT8_",  "UINTMAX", "UINTPTR_", "UINT_",   "WCHAR_",   "WINT_",
});

constexpr std::string_view kCLibrary =
    "a64l abort abs accept accept4 access acct acos acosh addrinfo adjtime alarm aligned_alloc "
    "alphasort arc4random arc4random_buf arc4random_uniform asctime asin asinh asprintf atan atan2 "
    "atanh atexit atof atoi atol bind bind_textdomain_codeset bindresvport bindresvport6 bindtextdomain "
    "brk bsearch btowc calloc canonicalize canonicalize_file_name catclose catgets catopen cbrt ceil "
    "cfgetispeed cfgetospeed cfmakeraw cfsetispeed cfsetospeed cfsetspeed chdir chmod chown chroot "
    "clearenv clearerr clock clock_adjtime clock_getcpuclockid clock_getres clock_gettime "
    "clock_nanosleep clock_settime clone close close_range closedir closefrom closelog cmsghdr confstr "
    "connect copy_file_range copysign cos cosh creat crypt ctermid ctime cuserid daddl daemon daylight "
    "dcgettext dcngettext ddivl dfmal dgettext difftime dirent dirfd dirname div dl_find_object dladdr "
    "dladdr1 dlclose dlerror dlinfo dlmopen dlopen dlsym dlvsym dmull dngettext dprintf drand48 "
    "drand48_data drem dsqrtl dsubl dup dup2 dup3 duplocale dysize eaccess ecvt endgrent endhostent "
    "endnetent endnetgrent endprotoent endpwent endrpcent endservent endusershell entry environ erand48 "
    "erf erfc euidaccess execl execle execlp execv execve execveat execvp execvpe exit exp exp10 exp2 "
    "explicit_bzero expm1 f_owner_ex fabs faccessat fadd fchdir fchmod fchmodat fchown fchownat fclose "
    "fcloseall fcntl fcvt fdatasync fdim fdiv fdopen fdopendir feclearexcept fedisableexcept "
    "feenableexcept fegetenv fegetexcept fegetexceptflag fegetmode fegetround feholdexcept feof "
    "feraiseexcept ferror fesetenv fesetexcept fesetexceptflag fesetmode fesetround fetestexcept "
    "fetestexceptflag feupdateenv fexecve fflush ffma fgetc fgetgrent fgetpos fgetpwent fgets fgetwc "
    "fgetws file_handle fileno finite flock flockfile floor fma fmax fmaximum fmaximum_mag "
    "fmaximum_mag_num fmaximum_num fmaxmag fmemopen fmin fminimum fminimum_mag fminimum_mag_num "
    "fminimum_num fminmag fmod fmul fnmatch fopen fopencookie fork fpathconf fprintf fputc fputs fputwc "
    "fputws fread free freeaddrinfo freelocale freopen frexp fromfp fromfpx fscanf fseek fseeko fsetpos "
    "fsqrt fstat fstatat fstatvfs fsub fsync ftell ftello ftruncate ftrylockfile ftw funlockfile "
    "futimens futimes futimesat fwide fwprintf fwrite fwscanf gai_cancel gai_error gai_strerror "
    "gai_suspend gaicb gamma gcvt get_current_dir_name getaddrinfo getaddrinfo_a getc getchar "
    "getcontext getcpu getcwd getdate getdate_err getdelim getdents64 getdirentries getdomainname "
    "getdtablesize getegid getentropy getenv geteuid getgid getgrent getgrgid getgrnam getgrouplist "
    "getgroups gethostbyaddr gethostbyname gethostbyname2 gethostent gethostid gethostname "
    "getipv4sourcefilter getitimer getline getloadavg getlogin getnameinfo getnetbyaddr getnetbyname "
    "getnetent getnetgrent getpagesize getpass getpayload getpeername getpgid getpgrp getpid getppid "
    "getpriority getprotobyname getprotobynumber getprotoent getpt getpw getpwent getpwnam getpwuid "
    "getresgid getresuid getrlimit getrpcbyname getrpcbynumber getrpcent getrusage getservbyname "
    "getservbyport getservent getsid getsockname getsockopt getsourcefilter getsubopt gettext gettid "
    "gettimeofday getuid getumask getusershell getw getwc getwchar getwd glob glob_pattern_p globfree "
    "gmtime grantpt group group_filter group_member group_req group_source_req gsignal hcreate hdestroy "
    "herror hostent hsearch hsearch_data hstrerror htonl htons hypot iconv iconv_close iconv_open ilogb "
    "imaxabs imaxdiv in6_addr in6_pktinfo in6addr_any in6addr_loopback in_addr in_pktinfo initgroups "
    "initstate innetgr insque iovec ip6_mtuinfo ip_mreq ip_mreq_source ip_mreqn ip_msfilter ip_opts "
    "ipv6_mreq iruserok iruserok_af isalnum isalpha isascii isatty isblank iscntrl isctype isdigit "
    "isfdtype isgraph isinff isinfl islower isnanf isnanl isprint ispunct isspace isupper iswalnum "
    "iswalpha iswblank iswcntrl iswctype iswdigit iswgraph iswlower iswprint iswpunct iswspace iswupper "
    "iswxdigit isxdigit itimerspec itimerval j0 j1 jmp_buf jn jrand48 kill killpg l64a labs lchmod "
    "lchown lcong48 lconv ldexp ldiv lfind lgamma linger link linkat listen llabs lldiv llogb llrint "
    "llround localeconv localtime lockf log log10 log1p log2 logb longjmp lrand48 lrint lround lsearch "
    "lseek lstat lutimes madvise makecontext malloc mblen mbrlen mbrtowc mbsinit mbsnrtowcs mbsrtowcs "
    "mbstowcs mbtowc memccpy memcmp memcpy memfd_create memfrob memmem memmove mempcpy memset mincore "
    "mkdir mkdirat mkdtemp mkfifo mkfifoat mknod mknodat mkostemp mkostemps mkstemp mkstemps mktemp "
    "mktime mlock mlock2 mlockall mmap mmsghdr modf mprotect mrand48 mremap msghdr msync munlock "
    "munlockall munmap nan nanosleep nearbyint netent newlocale nextafter nextdown nexttoward nextup "
    "nftw ngettext nice nl_catd nl_item nl_langinfo nrand48 ntohl ntohs obstack obstack_printf "
    "obstack_vprintf on_exit open open_memstream open_wmemstream openat opendir openlog osockaddr "
    "passwd pathconf pause pclose perror pipe pipe2 pkey_alloc pkey_free pkey_get pkey_mprotect "
    "pkey_set poll pollfd popen pow ppoll pread preadv preadv2 preadv64v2 printf prlimit "
    "process_madvise process_mrelease process_vm_readv process_vm_writev profil program_invocation_name "
    "program_invocation_short_name protoent psiginfo psignal ptsname putc putchar putenv putgrent "
    "putpwent puts putw putwc putwchar pwrite pwritev pwritev2 pwritev64v2 qecvt qelem qfcvt qgcvt "
    "qsort quick_exit raise rand random random_data rcmd rcmd_af re_compile_fastmap re_compile_pattern "
    "re_match re_match_2 re_pattern_buffer re_registers re_search re_search_2 re_set_registers "
    "re_set_syntax re_syntax_options read readdir readlink readlinkat readv realloc reallocarray "
    "realpath recv recvfrom recvmmsg recvmsg regcomp regerror regexec regfree remainder "
    "remap_file_pages remove remque remquo rename renameat renameat2 revoke rewind rewinddir rexec "
    "rexec_af rint rlimit rmdir round roundeven rpcent rpmatch rresvport rresvport_af rusage ruserok "
    "ruserok_af sbrk scalb scalbln scalbn scandir scandirat scanf secure_getenv seed48 seekdir send "
    "sendmmsg sendmsg sendto servent setbuf setbuffer setcontext setdomainname setegid setenv seteuid "
    "setgid setgrent setgroups sethostent sethostid sethostname setipv4sourcefilter setitimer setjmp "
    "setlinebuf setlocale setlogin setlogmask setnetent setnetgrent setns setpayload setpayloadsig "
    "setpgid setpgrp setpriority setprotoent setpwent setregid setresgid setresuid setreuid setrlimit "
    "setrpcent setservent setsid setsockopt setsourcefilter setstate settimeofday setuid setusershell "
    "setvbuf shm_open shm_unlink shutdown sigabbrev_np sigaction sigaddset sigaltstack sigandset "
    "sigblock sigcontext sigdelset sigdescr_np sigemptyset sigevent sigfillset siggetmask sighold "
    "sigignore siginterrupt sigisemptyset sigismember sigjmp_buf siglongjmp signal signgam significand "
    "sigorset sigpause sigpending sigprocmask sigqueue sigrelse sigreturn sigset sigsetmask sigstack "
    "sigsuspend sigtimedwait sigval sigwait sigwaitinfo sin sincos sinh sleep snprintf sockaddr "
    "sockaddr_in sockaddr_in6 sockaddr_storage sockatmark socket socketpair sprintf sqrt srand srand48 "
    "srandom sscanf ssignal stat statvfs statx statx_timestamp stderr stdin stdout stpcpy stpncpy "
    "strcat strcmp strcoll strcpy strcspn strdup strerror strerrordesc_np strerrorname_np strfromd "
    "strfromf strfromf32 strfromf32x strfromf64x strfroml strfry strftime strlen strncat strncmp "
    "strncpy strndup strnlen strptime strsep strsignal strspn strtod strtof strtof32 strtof32x "
    "strtof64x strtoimax strtok strtol strtold strtoq strtoul strtoumax strtouq strverscmp strxfrm swab "
    "swapcontext swprintf swscanf symlink symlinkat sync syncfs syscall sysconf syslog system "
    "sysv_signal tan tanh tcdrain tcflow tcflush tcgetattr tcgetpgrp tcgetsid tcsendbreak tcsetattr "
    "tcsetpgrp tdelete tdestroy telldir tempnam termios textdomain tfind tgamma tgkill time timegm "
    "timelocal timer_create timer_delete timer_getoverrun timer_gettime timer_settime timespec "
    "timespec_get timespec_getres timex timezone tm tmpfile tmpnam toascii tolower totalorder "
    "totalordermag toupper towctrans towlower towupper trunc truncate tsearch ttyname ttyslot twalk "
    "tzname tzset ualarm ucred ufromfp ufromfpx umask uname ungetc ungetwc unlink unlinkat unlockpt "
    "unsetenv unshare uselocale usleep utimbuf utime utimensat utimes utsname va_list valloc vasprintf "
    "vdprintf versionsort vfork vfprintf vfscanf vfwprintf vfwscanf vhangup vprintf vscanf vsnprintf "
    "vsprintf vsscanf vswprintf vswscanf vsyslog vwprintf vwscanf wait wait3 wait4 waitid waitpid "
    "wcpcpy wcpncpy wcrtomb wcscasecmp wcscat wcschr wcschrnul wcscmp wcscoll wcscpy wcscspn wcsdup "
    "wcsftime wcslen wcsncasecmp wcsncat wcsncmp wcsncpy wcsnlen wcsnrtombs wcspbrk wcsrchr wcsrtombs "
    "wcsspn wcsstr wcstod wcstof wcstof32 wcstof32x wcstof64x wcstoimax wcstok wcstol wcstold wcstombs "
    "wcstoq wcstoul wcstoumax wcstouq wcswcs wcswidth wcsxfrm wctob wctomb wctrans wctype wcwidth "
    "wmemchr wmemcmp wmemcpy wmemmove wmempcpy wmemset wordexp wordfree wprintf write writev wscanf y0 "
    "y1 yn ";

// `sinf`, `sinl`, `time_r`, `stat64` … follow from the word before them.
constexpr auto kCLibrarySuffixes = std::to_array<std::string_view>(
    {"f", "l", "64", "f32", "f64", "f32x", "f64x", "_l", "_r", "_np", "_unlocked"});
constexpr auto kCLibraryPrefixes =
    std::to_array<std::string_view>({"pthread_", "posix_", "sched_", "sem_", "inet6_", "mq_"});

constexpr std::string_view kSystemHeaders =
    "aio aliases alloca ar argp argz assert byteswap complex cpio ctype dirent dlfcn elf endian envz "
    "err errno error execinfo fcntl features features-time64 fenv float fmtmsg fnmatch fstab fts ftw "
    "gconv getopt glob gnu-versions grp gshadow iconv ifaddrs inttypes iso646 langinfo lastlog libgen "
    "libintl limits link locale malloc math mcheck memory mntent monetary mqueue netdb nl_types nss "
    "obstack paths poll printf proc_service pthread pty pwd re_comp regex regexp resolv sched search "
    "semaphore setjmp sgtty shadow signal spawn stab stdalign stdarg stdatomic stdbool stdc-predef "
    "stddef stdint stdio stdio_ext stdlib stdnoreturn string strings syscall sysexits syslog tar termio "
    "termios tgmath thread_db threads time ttyent uchar ucontext ulimit unistd utime utmp utmpx values "
    "version wait wchar wctype wordexp ";

std::set<std::string_view> words_of(std::string_view text) {
  std::set<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    words.insert(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return words;
}

}  // namespace

bool is_keyword_or_macro(std::string_view name) {
  static const std::set<std::string_view> words = [] {
    std::set<std::string_view> all = words_of(kKeywords);
    all.merge(words_of(kOurs));
    all.merge(words_of(kMacros));
    return all;
  }();
  const bool shouting = std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return words.contains(name) ||
         (shouting && std::ranges::any_of(kMacroPrefixes,
                                          [&](std::string_view prefix) { return name.starts_with(prefix); }));
}

bool is_c_library_name(std::string_view name) {
  static const std::set<std::string_view> words = words_of(kCLibrary);
  if (words.contains(name) || name.ends_with("_t")) return true;
  const bool by_prefix = std::ranges::any_of(
      kCLibraryPrefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
  return by_prefix || std::ranges::any_of(kCLibrarySuffixes, [&](std::string_view suffix) {
           return name.ends_with(suffix) && words.contains(name.substr(0, name.size() - suffix.size()));
         });
}

bool is_system_header(std::string_view name) {
  static const std::set<std::string_view> words = words_of(kSystemHeaders);
  return words.contains(name);
}

bool is_device_name(std::string_view name) {
  static constexpr auto kDevices = std::to_array<std::string_view>({"con", "prn", "aux", "nul"});
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const bool numbered = lower.size() == 4 && (lower.starts_with("com") || lower.starts_with("lpt")) &&
                        lower[3] >= '1' && lower[3] <= '9';
  return numbered || std::ranges::find(kDevices, lower) != kDevices.end();
}

}  // namespace mcpgen
