# SPDX-License-Identifier: GPL-3.0-or-later
# LibTorch::torch = headers, libtorch_cpu and libc10. TorchConfig.cmake of a CUDA wheel asks for the
# CUDA language, and libtorch.so pulls in every CUDA library; neither is wanted, since the CUDA half
# is opened at run time where it is there.
#
# LIBTORCH_ROOT (variable or environment): the folder that holds include/ and lib/. Without it, what
# the set-up unpacked into .deps/libtorch. Torch_DIR, as LibTorch's own config wants it, works too.
if(NOT LIBTORCH_ROOT)
    if(DEFINED ENV{LIBTORCH_ROOT})
        set(LIBTORCH_ROOT $ENV{LIBTORCH_ROOT})
    elseif(Torch_DIR)
        get_filename_component(LIBTORCH_ROOT ${Torch_DIR}/../../.. ABSOLUTE)
    else()
        set(LIBTORCH_ROOT ${PROJECT_SOURCE_DIR}/.deps/libtorch)
    endif()
endif()

find_path(LibTorch_ATEN_INCLUDE ATen/core/Tensor.h HINTS ${LIBTORCH_ROOT}/include NO_DEFAULT_PATH)
find_path(LibTorch_API_INCLUDE torch/version.h NO_DEFAULT_PATH
          HINTS ${LIBTORCH_ROOT}/include/torch/csrc/api/include)
find_library(LibTorch_CPU_LIBRARY torch_cpu HINTS ${LIBTORCH_ROOT}/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 HINTS ${LIBTORCH_ROOT}/lib NO_DEFAULT_PATH)

# Releases differ in where they keep the three numbers.
foreach(header IN ITEMS ${LibTorch_ATEN_INCLUDE}/torch/headeronly/version.h
                        ${LibTorch_API_INCLUDE}/torch/version.h)
    if(NOT LibTorch_VERSION AND EXISTS ${header})
        set(LibTorch_VERSION "")
        foreach(part IN ITEMS MAJOR MINOR PATCH)
            file(STRINGS ${header} line REGEX "#define TORCH_VERSION_${part} +[0-9]+")
            string(REGEX MATCH "[0-9]+$" number "${line}")
            list(APPEND LibTorch_VERSION ${number})
        endforeach()
        list(JOIN LibTorch_VERSION "." LibTorch_VERSION)
    endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_ATEN_INCLUDE LibTorch_API_INCLUDE
    VERSION_VAR LibTorch_VERSION
    REASON_FAILURE_MESSAGE "run ./studio once (it brings LibTorch), or set LIBTORCH_ROOT")

if(LibTorch_FOUND AND NOT TARGET LibTorch::torch)
    add_library(LibTorch::torch INTERFACE IMPORTED)
    target_include_directories(LibTorch::torch INTERFACE ${LibTorch_ATEN_INCLUDE} ${LibTorch_API_INCLUDE})
    target_link_libraries(LibTorch::torch INTERFACE ${LibTorch_CPU_LIBRARY} ${LibTorch_C10_LIBRARY})
endif()
