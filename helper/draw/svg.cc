// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/draw.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX declares it nowhere

namespace ns3::v6lab
{

namespace
{

constexpr std::chrono::seconds PATIENCE{60};

using File = std::unique_ptr<FILE, int (*)(FILE*)>;

/** A file without name that is gone when closed: no pipe that could block or break. */
File
TemporaryFile()
{
    File file(std::tmpfile(), std::fclose);
    if (!file)
    {
        throw std::runtime_error(std::string("no temporary file for drawing: ") +
                                 std::strerror(errno));
    }
    return file;
}

std::string
Contents(FILE* file)
{
    std::rewind(file);
    std::string text;
    char block[1 << 16];
    for (size_t got = 0; (got = std::fread(block, 1, sizeof(block), file)) > 0;)
    {
        text.append(block, got);
    }
    return text;
}

/** Starts dot without a shell; its input, output and messages are the files given. */
pid_t
StartDot(FILE* input, FILE* output, FILE* messages)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(output), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(messages), STDERR_FILENO);
    std::string program = "dot";
    std::string format = "-Tsvg";
    char* arguments[] = {program.data(), format.data(), nullptr};
    pid_t child = 0;
    const int trouble =
        posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (trouble == ENOENT)
    {
        throw std::runtime_error("SVG is drawn by graphviz's program dot, which is not installed "
                                 "(Debian package graphviz)");
    }
    if (trouble != 0)
    {
        throw std::runtime_error(std::string("dot cannot be started: ") + std::strerror(trouble));
    }
    return child;
}

/** The exit status, or a signal and an exception when patience ends. */
int
Await(pid_t child)
{
    const auto end = std::chrono::steady_clock::now() + PATIENCE;
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0)
    {
        if (std::chrono::steady_clock::now() > end)
        {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            throw std::runtime_error("dot needed more than a minute; the topology is too large to "
                                     "be drawn as one picture");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return status;
}

} // namespace

std::string
DrawSvg(const Topology& topology)
{
    const std::string dot = DrawDot(topology);
    const File input = TemporaryFile();
    const File output = TemporaryFile();
    const File messages = TemporaryFile();
    const size_t written = std::fwrite(dot.data(), 1, dot.size(), input.get());
    if (written != dot.size() || std::fflush(input.get()) != 0)
    {
        throw std::runtime_error("the temporary file for drawing cannot be written");
    }
    std::rewind(input.get());
    const int status = Await(StartDot(input.get(), output.get(), messages.get()));
    std::string svg = Contents(output.get());
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || svg.empty())
    {
        throw std::runtime_error("dot failed: " + Contents(messages.get()).substr(0, 500));
    }
    return svg;
}

} // namespace ns3::v6lab
