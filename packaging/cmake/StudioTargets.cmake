# SPDX-License-Identifier: GPL-3.0-or-later
# The shapes a target has in this house. Each may use what stands after USES and nothing else; the
# test `layering` reads the includes and fails where a file reaches against the arrows.

# -fPIC everywhere: g++ drops a -fPIC precompiled header without a word in a program built -fPIE.
# -fpch-preprocess: without it ccache cannot see into the precompiled header and never hits.
add_library(studio_flags INTERFACE)
target_compile_options(studio_flags INTERFACE
    -fPIC -fpch-preprocess -Winvalid-pch -Wall -Wextra -Wshadow -Wno-missing-field-initializers)
target_include_directories(studio_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_definitions(studio_flags INTERFACE GROUNDSCOPE_VERSION="${PROJECT_VERSION}")

# One precompiled header for every file that sees a tensor: ATen costs half a minute a file without.
add_library(tensor_pch OBJECT EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/tensor_pch.cpp)
target_precompile_headers(tensor_pch PRIVATE <ATen/ATen.h> <nlohmann/json.hpp>)
target_link_libraries(tensor_pch PRIVATE LibTorch::torch nlohmann_json::nlohmann_json studio_flags)

function(studio_common target)
    target_link_libraries(${target} PRIVATE studio_flags)
    get_target_property(uses ${target} LINK_LIBRARIES)
    if(uses MATCHES "Qt6::|studio::(project|models|views|app)")
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

function(studio_tensors target)
    target_precompile_headers(${target} REUSE_FROM tensor_pch)
    target_link_libraries(${target} PRIVATE nlohmann_json::nlohmann_json)
endfunction()

# studio_library(<folder> USES ...): every source below the folder, one shared library.
function(studio_library name)
    cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
    add_library(studio_${name} SHARED ${sources})
    add_library(studio::${name} ALIAS studio_${name})
    target_link_libraries(studio_${name} PUBLIC ${ARG_USES})
    studio_common(studio_${name})
    if(NOT name MATCHES "^(views|phantom|project)$") # they see no tensor
        studio_tensors(studio_${name})
    endif()
endfunction()

# studio_plugin(<name>): <name>_network.* and its like know LibTorch and explain/ alone;
# <name>_plugin.cpp is the Qt door, <name>.json.in what is read before the door is opened.
function(studio_plugin name)
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    list(FILTER sources EXCLUDE REGEX "_plugin\\.(cpp|h)$")
    add_library(network_${name} OBJECT ${sources})
    target_link_libraries(network_${name} PUBLIC studio::explain)
    studio_common(network_${name})
    studio_tensors(network_${name})
    set_property(GLOBAL APPEND PROPERTY STUDIO_NETWORKS network_${name})
    if(NOT STUDIO_QT)
        return()
    endif()
    file(STRINGS ${PROJECT_SOURCE_DIR}/models/network_plugin.h interface REGEX "NetworkPlugin/[0-9]+\"")
    string(REGEX REPLACE ".*NetworkPlugin/([0-9]+).*" "\\1" STUDIO_PLUGIN_INTERFACE "${interface}")
    configure_file(${name}.json.in ${name}.json @ONLY)
    add_library(plugin_${name} MODULE ${name}_plugin.cpp)
    target_include_directories(plugin_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(plugin_${name} PRIVATE network_${name} studio::models)
    studio_common(plugin_${name})
    studio_tensors(plugin_${name})
    set_target_properties(plugin_${name} PROPERTIES
        PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/plugins)
    set_property(GLOBAL APPEND PROPERTY STUDIO_PLUGINS plugin_${name})
endfunction()

# studio_tests(<folder> USES ...): each tst_*.cpp in tests/<folder> is a program and a test.
# Sanitized LibTorch programs leave a few allocations to the process's end on purpose.
function(studio_tests folder)
    cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
    file(GLOB tests CONFIGURE_DEPENDS ${folder}/tst_*.cpp)
    foreach(source IN LISTS tests)
        get_filename_component(test ${source} NAME_WE)
        add_executable(${test} ${source})
        target_link_libraries(${test} PRIVATE ${ARG_USES})
        target_compile_definitions(${test} PRIVATE SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
        studio_common(${test})
        if(NOT folder STREQUAL "views")
            studio_tensors(${test})
        endif()
        add_test(NAME ${folder}/${test} COMMAND ${test})
        set_tests_properties(${folder}/${test} PROPERTIES
            TIMEOUT 300
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_CONFIG_HOME=${PROJECT_BINARY_DIR}/test-home;XDG_CACHE_HOME=${PROJECT_BINARY_DIR}/test-home;XDG_DATA_HOME=${PROJECT_BINARY_DIR}/test-home;XDG_STATE_HOME=${PROJECT_BINARY_DIR}/test-home;ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1")
    endforeach()
endfunction()
