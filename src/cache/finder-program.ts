/**
 * The program of the finder's step: `FINDER WORD FILE…` writes WORD into each FILE, in place of what was there, prints
 * /proc/self/mountinfo and ends with 0; with 1 when a file cannot be written. Its step stands on no image, so it brings
 * all it needs: an ELF file of some 300 bytes (elf(5)), whose machine code is written out below. After a change, hold
 * the listing against an assembler's, such as `as` and `objdump -d` of binutils.
 */

export type Architecture = keyof typeof PROGRAMS

/** The one that a platform, `linux/arm64` or `linux/amd64/v2`, runs; null where the program is not written for it. */
export function architectureOf(platform: string): Architecture | null {
  const [system, architecture = ''] = platform.split('/')
  return system === 'linux' && architecture in PROGRAMS ? (architecture as Architecture) : null
}

/** The executable file. */
export function finderProgram(architecture: Architecture): Buffer {
  const {machine, code} = PROGRAMS[architecture]
  return executable(machine, Buffer.concat([assembled(code), Buffer.from('/proc/self/mountinfo\0')]))
}

/**
 * System calls by number (Linux, arch/x86/entry/syscalls/syscall_64.tbl): 0 read, 1 write, 2 open, 60 exit, 87 unlink.
 * The arguments are on the stack: their number, the program's name, the word, the files, and a zero.
 */
const AMD64 = `
; rbx: the word, ebp: its length
  58                   pop rax
  58                   pop rax
  5b                   pop rbx
  31 ed                xor ebp, ebp
length:
  80 3c 2b 00          cmp byte [rbx+rbp], 0
  74 04                je next
  ff c5                inc ebp
  eb f6                jmp length
; unlink(file), somebody else's; open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644), write(it, word, length)
next:
  5f                   pop rdi
  48 85 ff             test rdi, rdi
  74 2a                je show
  6a 57                push 87
  58                   pop rax
  0f 05                syscall
  be 41 02 00 00       mov esi, 0x241
  ba a4 01 00 00       mov edx, 0o644
  6a 02                push 2
  58                   pop rax
  0f 05                syscall
  85 c0                test eax, eax
  78 52                js fail
  89 c7                mov edi, eax
  48 89 de             mov rsi, rbx
  89 ea                mov edx, ebp
  6a 01                push 1
  58                   pop rax
  0f 05                syscall
  39 e8                cmp eax, ebp
  74 d2                je next
  eb 40                jmp fail
; ebx: open(path, O_RDONLY), with 4 KiB of the stack for what is read
show:
  48 8d 3d 41 00 00 00 lea rdi, [rip+path]
  31 f6                xor esi, esi
  6a 02                push 2
  58                   pop rax
  0f 05                syscall
  85 c0                test eax, eax
  78 2e                js fail
  89 c3                mov ebx, eax
  48 81 ec 00 10 00 00 sub rsp, 4096
  48 89 e6             mov rsi, rsp
; read(ebx, stack, 4096) until there is no more; write(1, stack, as much)
more:
  89 df                mov edi, ebx
  ba 00 10 00 00       mov edx, 4096
  31 c0                xor eax, eax
  0f 05                syscall
  31 ff                xor edi, edi
  85 c0                test eax, eax
  74 14                je end
  78 0f                js fail
  89 c5                mov ebp, eax
  89 c2                mov edx, eax
  6a 01                push 1
  5f                   pop rdi
  89 f8                mov eax, edi
  0f 05                syscall
  39 e8                cmp eax, ebp
  74 de                je more
fail:
  6a 01                push 1
  5f                   pop rdi
; exit(edi)
end:
  6a 3c                push 60
  58                   pop rax
  0f 05                syscall
path:
`

/**
 * The same for arm64 (Linux, include/uapi/asm-generic/unistd.h): 35 unlinkat, 56 openat, 63 read, 64 write, 93 exit. -100
 * is AT_FDCWD.
 */
const ARM64 = `
; x20: the word, x21: its length, x19: where the next argument is
  f3 43 00 91          add x19, sp, #16
  74 86 40 f8          ldr x20, [x19], #8
  15 00 80 d2          mov x21, #0
length:
  80 6a 75 38          ldrb w0, [x20, x21]
  60 00 00 34          cbz w0, next
  b5 06 00 91          add x21, x21, #1
  fd ff ff 17          b length
; unlinkat(-100, file, 0); openat(-100, file, O_WRONLY | O_CREAT | O_TRUNC, 0644), write(it, word, length)
next:
  76 86 40 f8          ldr x22, [x19], #8
  96 02 00 b4          cbz x22, show
  60 0c 80 92          mov x0, #-100
  e1 03 16 aa          mov x1, x22
  02 00 80 d2          mov x2, #0
  68 04 80 d2          mov x8, #35
  01 00 00 d4          svc #0
  60 0c 80 92          mov x0, #-100
  e1 03 16 aa          mov x1, x22
  22 48 80 d2          mov x2, #0x241
  83 34 80 d2          mov x3, #0o644
  08 07 80 d2          mov x8, #56
  01 00 00 d4          svc #0
  c0 03 f8 b7          tbnz x0, #63, fail
  e1 03 14 aa          mov x1, x20
  e2 03 15 aa          mov x2, x21
  08 08 80 d2          mov x8, #64
  01 00 00 d4          svc #0
  1f 00 15 eb          cmp x0, x21
  a0 fd ff 54          b.eq next
  17 00 00 14          b fail
; x19: openat(-100, path, O_RDONLY), with 4 KiB of the stack for what is read
show:
  60 0c 80 92          mov x0, #-100
  01 03 00 10          adr x1, path
  02 00 80 d2          mov x2, #0
  08 07 80 d2          mov x8, #56
  01 00 00 d4          svc #0
  20 02 f8 b7          tbnz x0, #63, fail
  f3 03 00 aa          mov x19, x0
  ff 07 40 d1          sub sp, sp, #4096
; read(x19, stack, 4096) until there is no more; write(1, stack, as much)
more:
  e0 03 13 aa          mov x0, x19
  e1 03 00 91          mov x1, sp
  02 00 82 d2          mov x2, #4096
  e8 07 80 d2          mov x8, #63
  01 00 00 d4          svc #0
  40 01 00 b4          cbz x0, end
  00 01 f8 b7          tbnz x0, #63, fail
  f4 03 00 aa          mov x20, x0
  e2 03 00 aa          mov x2, x0
  20 00 80 d2          mov x0, #1
  08 08 80 d2          mov x8, #64
  01 00 00 d4          svc #0
  1f 00 14 eb          cmp x0, x20
  60 fe ff 54          b.eq more
fail:
  20 00 80 d2          mov x0, #1
; exit(x0)
end:
  a8 0b 80 d2          mov x8, #93
  01 00 00 d4          svc #0
path:
`

/** By the architecture's name in a platform, with its number in ELF (e_machine). */
const PROGRAMS = {
  amd64: {machine: 62, code: AMD64},
  arm64: {machine: 183, code: ARM64},
} as const

/** The bytes of a listing: two digits each, before the instruction that they are. */
function assembled(listing: string): Buffer {
  return Buffer.concat(
    listing
      .split('\n')
      .map(line => Buffer.from(/^ {2}((?:[0-9a-f]{2} )+)/.exec(line)?.[1]?.replaceAll(' ', '') ?? '', 'hex')),
  )
}

/** Any that has a whole number of pages, on machines with pages of 64 KiB too. */
const ADDRESS = 0x400000n

const ELF_HEADER = 64
const PROGRAM_HEADER = 56

/** An ELF file that is one segment, its headers included: little endian, 64 bits, no sections. */
function executable(machine: number, code: Buffer): Buffer {
  const start = ELF_HEADER + PROGRAM_HEADER
  const headers = Buffer.alloc(start)
  headers.write('\x7fELF\x02\x01\x01', 'latin1')
  headers.writeUInt16LE(2, 16) // e_type: ET_EXEC
  headers.writeUInt16LE(machine, 18)
  headers.writeUInt32LE(1, 20) // e_version
  headers.writeBigUInt64LE(ADDRESS + BigInt(start), 24) // e_entry
  headers.writeBigUInt64LE(BigInt(ELF_HEADER), 32) // e_phoff
  headers.writeUInt16LE(ELF_HEADER, 52) // e_ehsize
  headers.writeUInt16LE(PROGRAM_HEADER, 54) // e_phentsize
  headers.writeUInt16LE(1, 56) // e_phnum
  const size = BigInt(start + code.length)
  headers.writeUInt32LE(1, ELF_HEADER) // p_type: PT_LOAD
  headers.writeUInt32LE(5, ELF_HEADER + 4) // p_flags: PF_R | PF_X
  headers.writeBigUInt64LE(ADDRESS, ELF_HEADER + 16) // p_vaddr
  headers.writeBigUInt64LE(ADDRESS, ELF_HEADER + 24) // p_paddr
  headers.writeBigUInt64LE(size, ELF_HEADER + 32) // p_filesz
  headers.writeBigUInt64LE(size, ELF_HEADER + 40) // p_memsz
  headers.writeBigUInt64LE(0x10000n, ELF_HEADER + 48) // p_align
  return Buffer.concat([headers, code])
}
